"""An entry marked as entered in error. The entry stays and is shown struck through; this row says why and who."""

from django.db import models


class Correction(models.Model):
    """`belongs_to` is the session the entry should have been made on, when it was made on the wrong person's record."""

    session = models.ForeignKey("infusion.Session", on_delete=models.PROTECT, related_name="corrections")
    entry_type = models.CharField(max_length=40)
    entry_id = models.BigIntegerField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    belongs_to = models.ForeignKey(
        "infusion.Session", on_delete=models.PROTECT, null=True, related_name="corrections_elsewhere"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry_type", "entry_id"], name="entry_corrected_once")]

    def __str__(self) -> str:
        return f"{self.entry_type} {self.entry_id} entered in error"
