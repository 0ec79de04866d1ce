"""A record opened by somebody who had no right to it until they gave a reason. Every one is read by a manager later."""

from django.db import models


class BreakGlass(models.Model):
    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="break_glass")
    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="break_glass")
    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    finding = models.TextField(blank=True)

    class Meta:
        ordering = ["-at"]
        verbose_name_plural = "break-glass openings"

    def __str__(self) -> str:
        return f"{self.staff} opened {self.patient}"
