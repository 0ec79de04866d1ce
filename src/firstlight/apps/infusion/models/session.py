"""One person's visit for one treatment, from booked to left. Its state follows the table in `states`; every move is a row."""

from django.db import models

from firstlight.apps.infusion.models.entry import Entry
from firstlight.apps.infusion.states import NEVER_BEGUN, State


class Session(models.Model):
    """`version` rises with every write to the session, so that a screen knows when it is behind."""

    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="sessions")
    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="sessions")
    bay = models.ForeignKey("people.Bay", on_delete=models.PROTECT, null=True, related_name="sessions")
    nurse = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="sessions")
    protocol = models.ForeignKey("infusion.ProtocolVersion", on_delete=models.PROTECT, related_name="sessions")
    planned_start = models.DateTimeField()
    planned_day = models.DateField(help_text="The day of `planned_start` by the clinic's wall clock")
    number = models.PositiveSmallIntegerField(default=1, help_text="Which session of the series")
    of = models.PositiveSmallIntegerField(default=1, help_text="How many the series has")
    state = models.CharField(max_length=16, choices=[(s.value, s.label) for s in State], default=State.BOOKED.value)
    version = models.PositiveIntegerField(default=1)
    arrived_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True, help_text="When the first of the drug was given")
    ended_at = models.DateTimeField(null=True, help_text="When giving was recorded as ended")
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["planned_start", "id"]
        indexes = [models.Index(fields=["clinic", "planned_day"], name="session_by_clinic_and_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["bay"],
                condition=models.Q(state__in=[s.value for s in State if s.in_a_bay]),
                name="one_session_in_a_bay",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=models.Q(state__in=[s.value for s in State if s.in_a_bay]),
                name="one_session_a_person_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["patient", "planned_day"],
                condition=~models.Q(state__in=sorted(NEVER_BEGUN)),
                name="one_session_a_person_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"session {self.number} of {self.of}, {self.planned_start:%d %b %Y}"


class Move(Entry):
    """A change of state. `move` is the row of the state table that was used; `detail` is what held at that moment."""

    move = models.CharField(max_length=24)
    before = models.CharField(max_length=16)
    after = models.CharField(max_length=16)
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict, help_text="The gates as they stood, and the reasons given at them")

    def __str__(self) -> str:
        return f"{self.move}: {self.before} to {self.after}"
