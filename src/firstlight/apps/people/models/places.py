"""Where care is given: a trust has clinics, a clinic has bays, a bay has one chair."""

from django.core.validators import RegexValidator
from django.db import models
from simple_history.models import HistoricalRecords

ODS_CODE = RegexValidator(r"^[A-Z0-9]{3,10}$", "An ODS code has 3 to 10 capital letters and digits, for example RXX01.")


class Trust(models.Model):
    """`synthetic` marks a trust whose people are all invented: demo sign-in exists nowhere else."""

    ods_code = models.CharField(max_length=10, unique=True, validators=[ODS_CODE])
    name = models.CharField(max_length=200)
    synthetic = models.BooleanField(default=False)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return self.name


class Clinic(models.Model):
    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="clinics")
    ods_code = models.CharField(max_length=10, unique=True, validators=[ODS_CODE])
    name = models.CharField(max_length=200)
    timezone = models.CharField(max_length=40, default="Europe/London")
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Bay(models.Model):
    """One place to be treated, with one chair. Its number is its place on every board."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="bays")
    number = models.PositiveSmallIntegerField()
    chair = models.CharField(max_length=60, blank=True, help_text="The chair's asset tag")
    in_use = models.BooleanField(default=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["clinic", "number"]
        constraints = [models.UniqueConstraint(fields=["clinic", "number"], name="bay_number_once_a_clinic")]

    def __str__(self) -> str:
        return f"Bay {self.number}"
