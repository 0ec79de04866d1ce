"""The line of a session that is read from three metres: its state, the count that goes with it, and the dose."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from firstlight.apps.infusion.presenters.dial import minutes_between, planned_end_minute, recovery_minutes
from firstlight.apps.infusion.presenters.routes import state_words
from firstlight.apps.infusion.queries import Standing
from firstlight.apps.infusion.states import State

ARRIVING = (State.ARRIVED, State.CHECKS)
GIVING = (State.GIVING, State.PAUSED)


@dataclass(frozen=True, slots=True)
class Given:
    """Milligrams at a moment while a rate runs, how many a minute, and the most there is: for screens that count on."""

    at: datetime
    mg: Decimal
    mg_per_minute: float
    most: Decimal


@dataclass(frozen=True, slots=True)
class Run:
    """`minute_from` is where the count began, `given` how the dose goes on, for screens that count on by themselves."""

    state: str
    figure: str
    figure_words: str
    minute_from: datetime | None
    dose: str
    dose_words: str
    given: Given | None


def run_of(standing: Standing) -> Run:
    """The state in a word, its count and the dose."""
    figure, words, since = _count(standing)
    dose, dose_words = _dose(standing)
    word = "Arriving" if standing.state in ARRIVING else state_words(standing)
    return Run(word, figure, words, since, dose, dose_words, given_now(standing))


def given_now(standing: Standing) -> Given | None:
    """None while no pump runs."""
    dose, last = standing.dose, standing.segments[-1] if standing.segments else None
    if standing.state is not State.GIVING or dose is None or last is None or last.end <= last.start:
        return None
    per_minute = float(last.mg) / minutes_between(last.start, last.end)
    return Given(standing.at, dose.delivered_mg, round(per_minute, 4), dose.prescribed_mg)


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
