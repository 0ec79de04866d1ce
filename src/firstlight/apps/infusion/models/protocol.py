"""The protocols in force, word for word as their files were, and who approved which of their values."""

from django.db import models


class ProtocolVersion(models.Model):
    """`text` is the file itself; `digest` is its SHA-256. A version is never changed: a new file is a new version."""

    code = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    text = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    adopted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="protocol_version_once")]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class ProtocolApproval(models.Model):
    """A named clinician made one proposed value live in one clinic."""

    protocol = models.ForeignKey(ProtocolVersion, on_delete=models.PROTECT, related_name="approvals")
    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=120, help_text="Which value, as the file names it")
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["protocol", "clinic", "path"], name="protocol_value_approved_once")
        ]

    def __str__(self) -> str:
        return f"{self.path} approved by {self.by}"
