"""The states of a session and the moves between them, as a table. The diagram in the reference is drawn from it."""

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """Value as stored, label as read."""

    BOOKED = "booked"
    CANCELLED = "cancelled"
    ARRIVED = "arrived"
    CHECKS = "checks"
    READY = "ready"
    GIVING = "giving"
    PAUSED = "paused"
    STOPPED = "stopped"
    RECOVERY = "recovery"
    LEAVING = "leaving"
    LEFT = "left"
    NOT_STARTED = "not_started"
    ADMITTED = "admitted"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def in_a_bay(self) -> bool:
        """Whether the person is in the bay, which nobody else may then have."""
        return self not in {State.BOOKED, State.CANCELLED, State.LEFT, State.NOT_STARTED, State.ADMITTED}


LABELS = {
    State.BOOKED: "Booked",
    State.CANCELLED: "Cancelled",
    State.ARRIVED: "Arrived",
    State.CHECKS: "Checks",
    State.READY: "Ready",
    State.GIVING: "Infusing",
    State.PAUSED: "Paused",
    State.STOPPED: "Stopped early",
    State.RECOVERY: "Recovery",
    State.LEAVING: "Leaving",
    State.LEFT: "Left",
    State.NOT_STARTED: "Not started",
    State.ADMITTED: "Admitted",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: from any of `before`, `name` leads to `after`. `says` is the button's words."""

    name: str
    says: str
    before: tuple[State, ...]
    after: State
    needs_reason: bool = False

    @property
    def stays(self) -> bool:
        """Whether it leaves the session where it stood: a booking that is moved to another time is booked still."""
        return self.after in self.before


MOVES: dict[str, Step] = {
    step.name: step
    for step in (
        Step("rebook", "Move the booking", (State.BOOKED,), State.BOOKED),
        Step("cancel", "Cancel the booking", (State.BOOKED,), State.CANCELLED, needs_reason=True),
        Step("arrive", "Record arrival", (State.BOOKED,), State.ARRIVED),
        Step("begin_checks", "Begin checks", (State.ARRIVED,), State.CHECKS),
        Step("make_ready", "Checks complete", (State.CHECKS,), State.READY),
        Step("reopen_checks", "Reopen checks", (State.READY,), State.CHECKS, needs_reason=True),
        Step("start", "Record start", (State.READY,), State.GIVING),
        Step("pause", "Record pause", (State.GIVING,), State.PAUSED),
        Step("resume", "Record resume", (State.PAUSED,), State.GIVING),
        Step("complete", "Record end of infusion", (State.GIVING,), State.RECOVERY),
        Step("stop", "Record stop", (State.GIVING, State.PAUSED), State.STOPPED, needs_reason=True),
        Step("recover", "Begin recovery", (State.STOPPED,), State.RECOVERY),
        Step("prepare_leaving", "Begin leaving checks", (State.RECOVERY,), State.LEAVING),
        Step("return_to_recovery", "Return to recovery", (State.LEAVING,), State.RECOVERY, needs_reason=True),
        Step("leave", "Sign fit to leave", (State.LEAVING,), State.LEFT),
        Step(
            "not_start",
            "Record not started",
            (State.BOOKED, State.ARRIVED, State.CHECKS, State.READY),
            State.NOT_STARTED,
            needs_reason=True,
        ),
        Step(
            "admit",
            "Record admission",
            (State.PAUSED, State.STOPPED, State.RECOVERY, State.LEAVING),
            State.ADMITTED,
            needs_reason=True,
        ),
    )
}

IN_A_BAY = frozenset(state.value for state in State if state.in_a_bay)
ENDED = frozenset({State.CANCELLED.value, State.LEFT.value, State.NOT_STARTED.value, State.ADMITTED.value})
NEVER_BEGUN = frozenset({State.CANCELLED.value, State.NOT_STARTED.value})
"""Ended without treatment: the day is free for another booking."""
AFTER_THE_START = frozenset(
    state.value for state in (State.GIVING, State.PAUSED, State.STOPPED, State.RECOVERY, State.LEAVING)
)
