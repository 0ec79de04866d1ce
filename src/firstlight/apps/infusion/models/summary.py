"""A session's summary as it was printed: the file itself, and which version of the session it shows."""

from django.db import models


class PrintedSummary(models.Model):
    session = models.ForeignKey("infusion.Session", on_delete=models.PROTECT, related_name="summaries")
    version = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    pdf = models.BinaryField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "printed summaries"

    def __str__(self) -> str:
        return f"summary of {self.session}"
