"""Who is on duty in a clinic, from when to when."""

from django.db import models


class Duty(models.Model):
    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="duties")
    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="duties")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    set_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["starts_at"]
        verbose_name_plural = "duties"
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="duty_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.staff} on duty"
