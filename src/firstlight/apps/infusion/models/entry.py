"""What every line of a session's record carries. A line is never changed: a correction is a new row that names it."""

from django.db import models


class Entry(models.Model):
    """`effective_at` is when it happened, `recorded_at` when it was written down; `by` is None for imported rows only."""

    session = models.ForeignKey("infusion.Session", on_delete=models.PROTECT, related_name="%(class)s_entries")
    effective_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["effective_at", "id"]
