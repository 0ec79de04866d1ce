"""Work that comes round by the clock. The jobs process claims a job when it is due and puts the next turn ahead."""

from django.db import models


class DueJob(models.Model):
    name = models.CharField(max_length=60, primary_key=True)
    every_seconds = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    last_finished_at = models.DateTimeField(null=True)
    last_problem = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"{self.name} due {self.due_at:%H:%M:%S}"
