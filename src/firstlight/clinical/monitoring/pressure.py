"""Whether the pressure taken before the dose lets the session start.

High for age: rest and repeat, then a clinician decides. Very high: no start unless a consultant decides otherwise.
A decision answers only the readings that were known when it was made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from firstlight.clinical.protocol.protocol import Grade, PressureLimits
from firstlight.clinical.protocol.start_facts import Override, Pressure

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Met:
    reason: str


@dataclass(frozen=True)
class NotMet:
    """`answered` is False while a reading is still wanted; `override` is the grade that may decide to go on."""

    reason: str
    needs: str
    answered: bool
    override: Grade | None


def pressure_gate(
    limits: PressureLimits,
    age_years: int,
    pressures: Sequence[Pressure],
    now: datetime,
    override: Override | None = None,
) -> Met | NotMet:
    """The pressure gate for an age (years), the pressures taken today (mmHg) and a recorded decision, if any."""
    taken = sorted(pressures, key=lambda pressure: pressure.at)
    if not taken:
        return NotMet("No blood pressure has been recorded today.", "Take the blood pressure.", False, None)
    latest, age = taken[-1], (now - taken[-1].at) // MINUTE
    if age > limits.valid_minutes:
        reason = f"{_said(latest)} was taken {age} min ago; it counts for {limits.valid_minutes} min."
        return NotMet(reason, "Take the blood pressure again.", False, None)
    band = pressure_band(limits, age_years, latest)
    if band == "within":
        return _within(limits, age_years, taken, now)
    return _above(limits, age_years, taken, now, band, override)


def pressure_band(limits: PressureLimits, age_years: int, pressure: Pressure) -> Literal["within", "high", "refuse"]:
    """Where one pressure lies for an age: within the limits, above them, or at the upper figures."""
    older = age_years >= limits.older_from_years
    systolic = limits.older_systolic_above if older else limits.systolic_above
    diastolic = limits.older_diastolic_above if older else limits.diastolic_above
    if pressure.systolic >= limits.refuse_systolic_from or pressure.diastolic >= limits.refuse_diastolic_from:
        return "refuse"
    return "high" if pressure.systolic > systolic or pressure.diastolic > diastolic else "within"


def _within(limits: PressureLimits, age_years: int, taken: Sequence[Pressure], now: datetime) -> Met | NotMet:
    """A reading within the limits counts, unless it follows a high one without the rest."""
    latest = taken[-1]
    high = [pressure for pressure in taken[:-1] if pressure_band(limits, age_years, pressure) != "within"]
    if high and latest.at - high[-1].at < limits.rest_minutes * MINUTE:
        reason = f"{_said(latest)} was taken less than {limits.rest_minutes} min after {_said(high[-1])}."
        return NotMet(reason, _after_rest(limits, high[-1], now), False, None)
    return Met(f"{_said(latest)} is within the limits for age {age_years}.")


def _above(
    limits: PressureLimits,
    age_years: int,
    taken: Sequence[Pressure],
    now: datetime,
    band: Literal["high", "refuse"],
    override: Override | None,
) -> Met | NotMet:
    latest = taken[-1]
    grade = limits.refuse_override if band == "refuse" else limits.high_override
    if override and override.may_decide(grade) and override.at >= latest.at:
        return Met(f"{_said(latest)}: goes ahead by decision of {override.by} ({override.grade}): {override.reason}")
    repeats = _rested_repeats(limits, age_years, taken)
    if band == "refuse":
        reason = f"{_said(latest)} is at or above {limits.refuse_systolic_from}/{limits.refuse_diastolic_from}."
        return NotMet(reason, f"Do not start. {_after_rest(limits, latest, now)} Or a {grade} decides.", True, grade)
    reason = f"{_said(latest)} is above the limits for age {age_years}."
    if repeats < limits.repeats:
        needs = f"{_after_rest(limits, latest, now)} Repeat {repeats + 1} of {limits.repeats}."
        return NotMet(reason, needs, True, grade)
    return NotMet(f"{reason} It stayed so after {repeats} repeats.", f"A {grade} decides and records why.", True, grade)


def _rested_repeats(limits: PressureLimits, age_years: int, taken: Sequence[Pressure]) -> int:
    """Readings taken after a rest that followed a high one."""
    return sum(
        pressure_band(limits, age_years, before) != "within" and after.at - before.at >= limits.rest_minutes * MINUTE
        for before, after in pairwise(taken)
    )


def _after_rest(limits: PressureLimits, latest: Pressure, now: datetime) -> str:
    left = limits.rest_minutes - (now - latest.at) // MINUTE
    return f"Rest {left} min more, then repeat." if left > 0 else "Repeat now."


def _said(pressure: Pressure) -> str:
    return f"{pressure.systolic}/{pressure.diastolic}"
