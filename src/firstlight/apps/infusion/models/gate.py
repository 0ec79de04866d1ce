"""What was found at a gate before the start or before leaving. The newest answer counts; older ones stay to be read."""

from django.db import models

from firstlight.apps.infusion.models.entry import Entry


class GateAnswer(Entry):
    """`answer` holds the gate's own fields, as entered; whether it is met is judged by `clinical`, not stored here."""

    gate = models.CharField(max_length=40)
    answer = models.JSONField(default=dict)
    override = models.BooleanField(default=False, help_text="A signed decision to pass the gate, with its reason")

    def __str__(self) -> str:
        return f"{self.gate} at {self.effective_at:%H:%M}"
