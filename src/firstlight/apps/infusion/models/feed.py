"""What the bedside monitors send, and which session it belongs to. A row here is the message; nothing else carries it."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

CLOCKS_APART = timedelta(minutes=2)
"""How far a monitor's own clock may stand from ours, as two clocks in one room do."""


class Monitor(models.Model):
    """One bedside monitor. It is known by what it calls itself; where it stands is what a person said last."""

    identifier = models.CharField(max_length=200, unique=True)
    label = models.CharField(max_length=60, blank=True)
    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, null=True, related_name="monitors")
    bay = models.ForeignKey("people.Bay", on_delete=models.PROTECT, null=True, related_name="monitors")
    first_heard_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True, help_text="Somebody said that it is not ours: it is not heard")

    def __str__(self) -> str:
        return self.label or self.identifier


class MonitorMessage(models.Model):
    """One message, stored once. `readings` is JSON: a list of [kind, value, unit, measured at in ms since 1970].

    (monitor, control_id, digest) names a message: a sender's counter may start again, its content then differs.
    """

    id = models.BigAutoField(primary_key=True)
    monitor = models.ForeignKey(Monitor, on_delete=models.PROTECT, related_name="messages", db_index=False)
    control_id = models.CharField(max_length=200)
    digest = models.BinaryField(max_length=16)
    effective_at = models.DateTimeField()
    received_at = models.DateTimeField()
    readings = models.TextField()
    zone_assumed = models.BooleanField(default=False)
    warnings = models.TextField(blank=True, default="")
    stated_patient = models.CharField(max_length=100, blank=True, default="")
    behind = models.BooleanField(
        default=False, help_text="It came late, or the monitor's clock is behind: its time is not that of its coming"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["monitor", "control_id", "digest"], name="monitor_message_stored_once")
        ]
        indexes = [
            models.Index(fields=["monitor", "effective_at"], name="message_by_monitor_and_time"),
            models.Index(fields=["monitor", "received_at"], condition=Q(behind=True), name="message_that_is_behind"),
        ]

    def __str__(self) -> str:
        return f"message {self.control_id}"


class RefusedMessage(models.Model):
    """A message that could not be understood, whole, with what was answered. It stays on a list until somebody settles it."""

    peer = models.CharField(max_length=100)
    received_at = models.DateTimeField()
    control_id = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=2)
    reason = models.TextField()
    raw = models.BinaryField()
    told = models.TextField(blank=True, help_text="The text without whom it is about, for whoever opens no records")
    clinic = models.ForeignKey(
        "people.Clinic",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Of the monitor that sent it, or of whoever took it on; none while nobody knows",
    )
    times = models.PositiveIntegerField(default=1, help_text="How often the very same bytes came")
    owner = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    settled_how = models.TextField(blank=True)
    digest = models.BinaryField(max_length=16, unique=True)

    class Meta:
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return f"refused from {self.peer}: {self.reason}"


class Binding(models.Model):
    """A monitor's feed joined to a session by a nurse at the bedside, for a time. Never by bay number alone.

    Which messages are the session's by it is said in `queries.belonging`, and nowhere else.
    """

    class Clock(models.TextChoices):
        BOTH = "both", "Both clocks"
        OURS = "ours", "When they came: the monitor's clock is wrong"
        MONITORS = "monitors", "The monitor's clock: they came late"

    session = models.ForeignKey("infusion.Session", on_delete=models.PROTECT, related_name="bindings")
    monitor = models.ForeignKey(Monitor, on_delete=models.PROTECT, related_name="bindings")
    starts_at = models.DateTimeField(help_text="Readings from here on belong to the session; may lie before `bound_at`")
    ends_at = models.DateTimeField(null=True)
    by_clock = models.CharField(
        max_length=8, choices=Clock, default=Clock.BOTH, help_text="Which clock puts a message into this time"
    )
    bound_at = models.DateTimeField()
    bound_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed = models.JSONField(default=dict, help_text="What the nurse said they compared at the bedside")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["monitor"], condition=Q(ends_at__isnull=True), name="feed_bound_once"),
            models.UniqueConstraint(fields=["session"], condition=Q(ends_at__isnull=True), name="session_one_feed"),
        ]

    def __str__(self) -> str:
        return f"{self.monitor} to {self.session}"
