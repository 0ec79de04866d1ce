"""The keys of forms already saved, so that a second press of the same button does nothing twice."""

from django.db import models


class RequestKey(models.Model):
    key = models.CharField(max_length=64, primary_key=True)
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=80)
    inputs = models.CharField(max_length=64)
    result = models.BigIntegerField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.verb} {self.key}"
