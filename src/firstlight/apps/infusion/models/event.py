"""What happened besides the plan, in a nurse's words."""

from django.db import models

from firstlight.apps.infusion.models.entry import Entry


class SessionEvent(Entry):
    kind = models.CharField(max_length=40)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"
