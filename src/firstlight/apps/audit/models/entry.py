"""One line of the audit log, and the head of its chain. Lines are only ever added: database triggers refuse the rest."""

from django.db import models


class AuditEntry(models.Model):
    """`id` counts without gaps. `hash` covers every other column and the hash before it, so no line can change alone.

    People and things are held by number and by name as they were, without foreign keys: the log outlives what it names.
    """

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField()
    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField(null=True)
    patient_id = models.BigIntegerField(null=True)
    clinic_id = models.BigIntegerField(null=True)
    detail = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["patient_id", "-id"], name="audit_by_patient"),
            models.Index(fields=["actor_id", "-id"], name="audit_by_actor"),
            models.Index(fields=["verb", "-id"], name="audit_by_verb"),
            models.Index(fields=["subject_type", "subject_id", "-id"], name="audit_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.verb} by {self.actor_name}"


class AuditHead(models.Model):
    """The one row that says where the chain ends. Whoever adds a line locks it, last of all, just before commit."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    verified_to = models.BigIntegerField(default=0)
    verified_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return f"head at {self.sequence}"
