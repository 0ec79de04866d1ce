"""The dose, as a list of what was given. A rate entry holds until the next one; pause and stop are rates of nothing."""

from django.db import models

from firstlight.apps.infusion.models.entry import Entry


class GivenEntry(Entry):
    """One administration: a rate from a moment on, a bolus, or a spray. Delivered dose follows from the list alone."""

    class Kind(models.TextChoices):
        RATE = "rate", "Rate"
        BOLUS = "bolus", "Bolus"
        SPRAY = "spray", "Spray"

    kind = models.CharField(max_length=8, choices=Kind)
    rate_ml_h = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    concentration_mg_ml = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    dose_mg = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    move = models.ForeignKey(
        "infusion.Move", on_delete=models.PROTECT, null=True, related_name="given", help_text="The move it is part of"
    )
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", help_text="The one this corrects"
    )
    checked_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.rate_ml_h} mL/h" if self.kind == self.Kind.RATE else f"{self.dose_mg} mg, {self.kind}"
