"""The last sign of life of each of our own processes."""

from django.db import models


class Heartbeat(models.Model):
    process = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.process} at {self.at:%H:%M:%S}"
