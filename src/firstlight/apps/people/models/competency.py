"""What a member of staff is certified to do, and until when. Gates read these dates."""

from django.db import models
from simple_history.models import HistoricalRecords


class Competency(models.Model):
    class Kind(models.TextChoices):
        ILS = "ils", "Immediate life support"
        ALS = "als", "Advanced life support"
        CD_WITNESS = "cd_witness", "Controlled-drugs witness"

    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="competencies")
    kind = models.CharField(max_length=12, choices=Kind)
    awarded_on = models.DateField()
    expires_on = models.DateField(help_text="The last day it counts")
    evidence = models.CharField(max_length=200, blank=True, help_text="Certificate number or where it is kept")
    history = HistoricalRecords()

    class Meta:
        ordering = ["kind", "-expires_on"]
        verbose_name_plural = "competencies"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} until {self.expires_on}"
