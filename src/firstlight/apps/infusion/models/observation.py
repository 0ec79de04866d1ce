"""What a nurse recorded or accepted: a set is one moment under one name, an observation is one value of it."""

from django.db import models

from firstlight.apps.infusion.models.entry import Entry


class ObservationSet(Entry):
    """`minute` is the planned minute it answers, None for one taken besides the plan."""

    minute = models.IntegerField(null=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"set at {self.effective_at:%H:%M}"


class Observation(models.Model):
    """`typed` is what the person typed or accepted; `number` is the same as a figure, None for consciousness."""

    class Source(models.TextChoices):
        HAND = "hand", "By hand"
        MONITOR = "monitor", "From the monitor, accepted"

    set = models.ForeignKey(ObservationSet, on_delete=models.PROTECT, related_name="observations")
    kind = models.CharField(max_length=16)
    typed = models.CharField(max_length=20)
    number = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    unit = models.CharField(max_length=12)
    source = models.CharField(max_length=8, choices=Source)
    measured_at = models.DateTimeField(help_text="When the value itself was measured")
    message = models.ForeignKey("infusion.MonitorMessage", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed = models.BooleanField(default=False, help_text="Asked whether it is right, and told yes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["set", "kind"], name="observation_once_a_set")]

    def __str__(self) -> str:
        return f"{self.kind} {self.typed}"
