"""The phases of a session, left to right: what is past with its tick, where it stands, and what lies ahead."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from firstlight.apps.infusion.days import day_of, wall_clock
from firstlight.apps.infusion.presenters.dial import planned_end_minute, recovery_minutes
from firstlight.apps.infusion.presenters.routes import given_noun, state_words
from firstlight.apps.infusion.queries import SessionRecord, Standing
from firstlight.apps.infusion.states import State

Where = Literal["past", "now", "ahead"]
PLACE = {
    State.BOOKED: 0,
    State.ARRIVED: 1,
    State.CHECKS: 1,
    State.READY: 2,
    State.GIVING: 3,
    State.PAUSED: 3,
    State.STOPPED: 3,
    State.RECOVERY: 4,
    State.LEAVING: 5,
    State.LEFT: 6,
}


@dataclass(frozen=True, slots=True)
class PhaseView:
    """`gates`: the phase opens the list of gates."""

    words: str
    where: Where
    gates: bool = False


def phases_of(record: SessionRecord) -> list[PhaseView]:
    """Six phases; a session that ended otherwise says so in the last one."""
    standing = record.standing
    if standing.state in (State.CANCELLED, State.NOT_STARTED, State.ADMITTED):
        return [PhaseView(words, "past") for words in _arrived(standing)] + [PhaseView(standing.state.label, "now")]
    here = PLACE[standing.state]
    words = [
        *(_arrived(standing) or ["Arrival"]),
        _checks(standing),
        "Ready",
        _infusing(standing),
        _recovery(standing),
        _leaving(standing),
        f"Left {wall_clock(standing.left_at)}" if standing.left_at else "Left",
    ]
    with_gates = 1 if standing.started_at is None else 5
    return [PhaseView(said, _where(place, here), place == with_gates) for place, said in enumerate(words)]


def ended_words(record: SessionRecord) -> str:
    """Who ended a session that did not go as planned, when and why; empty for any other."""
    if record.standing.state not in (State.CANCELLED, State.NOT_STARTED, State.ADMITTED):
        return ""
    last = record.moves[-1]
    return (
        f"{record.standing.state.label} by {last.by or 'the system'}, {day_of(last.at):%d-%b} {wall_clock(last.at)}: "
        f"{last.reason}"
    )


def _where(place: int, here: int) -> Where:
    return "past" if place < here else "now" if place == here else "ahead"


def _arrived(standing: Standing) -> list[str]:
    return [f"Arrived {wall_clock(standing.arrived_at)}"] if standing.arrived_at else []


def _checks(standing: Standing) -> str:
    if PLACE[standing.state] > 2:
        return "Checks"
    return f"Checks {sum(gate.met is True for gate in standing.gates)} of {len(standing.gates)}"


def _infusing(standing: Standing) -> str:
    if standing.started_at is None:
        return (
            f"{given_noun(standing)}, {standing.protocol_minutes} min"
            if standing.protocol_minutes
            else given_noun(standing)
        )
    if standing.ended_at is None:
        return f"{state_words(standing)}, minute {standing.minute} of {planned_end_minute(standing):.0f}"
    if standing.state is State.STOPPED:
        return "Stopped early"
    lasted = standing.ended_at - standing.started_at
    return f"{given_noun(standing)}, {planned_end_minute(standing):.0f} min" if lasted else given_noun(standing)


def _recovery(standing: Standing) -> str:
    if standing.state is State.RECOVERY and standing.ended_at:
        minute = (standing.at - standing.ended_at) // timedelta(minutes=1)
        return f"Recovery, minute {minute} of {recovery_minutes(standing):.0f}"
    return f"Recovery, {recovery_minutes(standing):.0f} min"


def _leaving(standing: Standing) -> str:
    if standing.state not in (State.RECOVERY, State.LEAVING):
        return "Leaving"
    return f"Leaving, {sum(gate.met is True for gate in standing.gates)} of {len(standing.gates)}"
