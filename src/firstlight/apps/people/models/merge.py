"""Two rows found to be one person. A merge moves nothing: it redirects, so it can be undone whole."""

from django.db import models
from django.db.models import Q


class Merge(models.Model):
    merged = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="merges_away")
    survivor = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="merges_here")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="merge_open_once_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.merged} into {self.survivor}"
