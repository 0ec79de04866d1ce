"""What else is known of a person: their numbers elsewhere, whom to call, and what they must not be given."""

from django.db import models
from simple_history.models import HistoricalRecords


class LocalIdentifier(models.Model):
    """A person's number in one trust's own system. It names one person only."""

    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="local_identifiers")
    trust = models.ForeignKey("people.Trust", on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=40)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trust", "value"], name="local_identifier_names_one_person")]

    def __str__(self) -> str:
        return self.value


class NextOfKin(models.Model):
    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="next_of_kin")
    name = models.CharField(max_length=150)
    relationship = models.CharField(max_length=60)
    phone = models.CharField(max_length=40)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"{self.name} ({self.relationship})"


class Allergy(models.Model):
    """Never deleted: an allergy entered in error says so and why."""

    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="allergies")
    substance = models.CharField(max_length=100)
    reaction = models.CharField(max_length=200)
    severe = models.BooleanField(default=False)
    entered_in_error = models.CharField(max_length=200, blank=True, help_text="Why, when it was")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    history = HistoricalRecords()

    class Meta:
        ordering = ["recorded_at"]
        verbose_name_plural = "allergies"

    def __str__(self) -> str:
        return f"{self.substance}, {self.reaction}"
