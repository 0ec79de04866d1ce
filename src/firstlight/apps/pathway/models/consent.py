"""Consent on file: what was explained, on which leaflet, who signed and who took it. A withdrawal is a date on the row's
successor, never a deletion."""

from django.db import models


class Consent(models.Model):
    """`withdrawn` rows end an earlier consent; the newest row of a person and clinic says where things stand."""

    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="consents")
    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="+")
    covers = models.CharField(max_length=200, help_text="The course consented to, in words")
    leaflet = models.CharField(max_length=60, help_text="The leaflet's version")
    signed_name = models.CharField(max_length=200)
    signed_at = models.DateTimeField()
    expires_on = models.DateField(null=True)
    taken_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)
    reason = models.TextField(blank=True, help_text="Why it was withdrawn, in the person's words")

    class Meta:
        ordering = ["-signed_at", "-id"]

    def __str__(self) -> str:
        return f"consent of {self.signed_name}"


class ConsentError(models.Model):
    """The mark on a consent, or on a withdrawal, that should not have been made. `belongs_to` is the person it was meant
    for, where it was made on the wrong one's record."""

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="error")
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    belongs_to = models.ForeignKey("people.Patient", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.consent} entered in error"
