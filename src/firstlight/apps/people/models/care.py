"""Which clinic looks after a person, and from when to when. Staff see the people of their own clinics."""

from django.db import models
from django.db.models import Q


class CareAt(models.Model):
    """A stay with one clinic. A transfer closes one and opens another; history stays readable."""

    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="care")
    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="care")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "clinic"], condition=Q(until__isnull=True), name="care_open_once_a_clinic"
            )
        ]

    def __str__(self) -> str:
        return f"{self.patient} at {self.clinic}"
