"""What is prescribed for one session, signed, and the two people who checked it. A change is a new prescription."""

from django.db import models


class Prescription(models.Model):
    """`steps` is the arithmetic as it was shown to the prescriber, line by line.

    What a way of giving does not have is null: a rate where no pump runs, a weight and a volume where devices are counted.
    """

    class GivenBy(models.TextChoices):
        RATE = "rate", "Pump"
        BOLUS = "bolus", "Injection"
        SPRAY = "spray", "Spray devices"

    session = models.ForeignKey("infusion.Session", on_delete=models.PROTECT, related_name="prescriptions")
    drug = models.CharField(max_length=60)
    route = models.CharField(max_length=20)
    given_by = models.CharField(max_length=8, choices=GivenBy, default=GivenBy.RATE)
    weight_kg = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    weight_basis = models.CharField(max_length=20, default="actual")
    mg_per_kg = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    dose_mg = models.DecimalField(max_digits=6, decimal_places=2)
    devices = models.PositiveSmallIntegerField(null=True)
    concentration_mg_ml = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    volume_ml = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    rate_ml_h = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    minutes = models.PositiveSmallIntegerField()
    steps = models.JSONField(default=list)
    signed_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", help_text="The one this corrects"
    )

    class Meta:
        ordering = ["-signed_at", "-id"]

    def __str__(self) -> str:
        return f"{self.drug} {self.dose_mg} mg {self.route}"


class PrescriptionCheck(models.Model):
    """One of the two checks. Both people differ from each other; the database holds one check a person."""

    prescription = models.ForeignKey(Prescription, on_delete=models.PROTECT, related_name="checks")
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["prescription", "by"], name="prescription_checked_once_a_person")
        ]

    def __str__(self) -> str:
        return f"checked by {self.by}"


class PrescriptionError(models.Model):
    """The mark on a prescription that should not have been made. `belongs_to` is the session it was meant for, where it was
    made on the wrong person's."""

    prescription = models.OneToOneField(Prescription, on_delete=models.PROTECT, related_name="error")
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    belongs_to = models.ForeignKey("infusion.Session", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.prescription} entered in error"
