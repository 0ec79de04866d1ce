"""What else is known of a person: their numbers elsewhere, whom to call, and what they must not be given. None of it is ever
deleted: an entry is ended with a reason, and stays to be read."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords


class KeptEntry(models.Model):
    """Stands while `ended_at` is None. `entered_in_error` says that it should never have been made here, and `belongs_to`
    whose it was, where it was made on the wrong person's record."""

    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    ended_reason = models.CharField(max_length=300, blank=True)
    entered_in_error = models.BooleanField(default=False)
    belongs_to = models.ForeignKey(
        "people.Patient", on_delete=models.PROTECT, null=True, related_name="%(class)s_made_elsewhere"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(entered_in_error=False) | Q(ended_at__isnull=False), name="%(class)s_in_error_is_ended"
            )
        ]


class LocalIdentifier(KeptEntry):
    """A person's number in one trust's own system. It names one person only, until it is ended."""

    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="local_identifiers")
    trust = models.ForeignKey("people.Trust", on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=40)
    history = HistoricalRecords()

    class Meta(KeptEntry.Meta):
        constraints = [
            *KeptEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["trust", "value"], condition=Q(ended_at__isnull=True), name="local_identifier_names_one_person"
            ),
        ]

    def __str__(self) -> str:
        return self.value


class NextOfKin(KeptEntry):
    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="next_of_kin")
    name = models.CharField(max_length=150)
    relationship = models.CharField(max_length=60)
    phone = models.CharField(max_length=40)
    history = HistoricalRecords()

    class Meta(KeptEntry.Meta):
        verbose_name_plural = "next of kin"

    def __str__(self) -> str:
        return f"{self.name} ({self.relationship})"


class Allergy(KeptEntry):
    """One that is no allergy was entered in error: there is no other way to end it."""

    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="allergies")
    substance = models.CharField(max_length=100)
    reaction = models.CharField(max_length=200)
    severe = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    history = HistoricalRecords()

    class Meta(KeptEntry.Meta):
        ordering = ["recorded_at"]
        verbose_name_plural = "allergies"

    def __str__(self) -> str:
        return f"{self.substance}, {self.reaction}"
