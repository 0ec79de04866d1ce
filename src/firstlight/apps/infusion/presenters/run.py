"""The line of a session that is read from three metres: its state, the count that goes with it, and the dose."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from firstlight.apps.infusion.presenters.dial import minutes_between, planned_end_minute, recovery_minutes
from firstlight.apps.infusion.queries import Standing
from firstlight.apps.infusion.states import State

ARRIVING = (State.ARRIVED, State.CHECKS)
GIVING = (State.GIVING, State.PAUSED)


@dataclass(frozen=True, slots=True)
class Run:
    """`minute_from` is where the count began, for screens that count on by themselves."""

    state: str
    figure: str
    figure_words: str
    minute_from: datetime | None
    dose: str
    dose_words: str


def run_of(standing: Standing) -> Run:
    """The state in a word, its count and the dose."""
    figure, words, since = _count(standing)
    dose, dose_words = _dose(standing)
    word = "Arriving" if standing.state in ARRIVING else standing.state.label
    return Run(word, figure, words, since, dose, dose_words)


def _count(standing: Standing) -> tuple[str, str, datetime | None]:
    if standing.state in GIVING and standing.started_at:
        return str(standing.minute), f"of {planned_end_minute(standing):.0f} min", standing.started_at
    if standing.state is State.RECOVERY and standing.ended_at:
        minute = (standing.at - standing.ended_at) // timedelta(minutes=1)
        return str(minute), f"of {recovery_minutes(standing):.0f} min", standing.ended_at
    if standing.state is State.STOPPED and standing.started_at and standing.ended_at:
        return f"{minutes_between(standing.started_at, standing.ended_at):.0f}", "min given", None
    if not standing.gates:
        return "", "", None
    done = sum(gate.met is True for gate in standing.gates)
    return str(done), f"of {len(standing.gates)} checks", None


def _dose(standing: Standing) -> tuple[str, str]:
    dose = standing.dose
    if dose is None:
        return "", ""
    if standing.started_at is None:
        return f"{dose.prescribed_mg:.1f}", "mg planned"
    return f"{dose.delivered_mg:.1f}", f"of {dose.prescribed_mg:.1f} mg"
