"""Whether the pressure taken before the dose lets the session start.

High for age: rest and repeat, then a clinician decides. Very high, or low: no start unless a consultant decides
otherwise.
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
Band = Literal["within", "high", "refuse", "low"]


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
    return _outside(limits, age_years, taken, now, band, override)


def pressure_band(limits: PressureLimits, age_years: int, pressure: Pressure) -> Band:
    """Where one pressure lies for an age: within the limits, above them, at the upper figures, or below the
    lowest."""
    older = age_years >= limits.older_from_years
    systolic = limits.older_systolic_above if older else limits.systolic_above
    diastolic = limits.older_diastolic_above if older else limits.diastolic_above
    if pressure.systolic >= limits.refuse_systolic_from or pressure.diastolic >= limits.refuse_diastolic_from:
        return "refuse"
    if pressure.systolic < limits.systolic_below or pressure.diastolic < limits.diastolic_below:
        return "low"
    return "high" if pressure.systolic > systolic or pressure.diastolic > diastolic else "within"


def _within(limits: PressureLimits, age_years: int, taken: Sequence[Pressure], now: datetime) -> Met | NotMet:
    """A reading within the limits counts, unless it follows one outside them without the rest."""
    latest = taken[-1]
    outside = [pressure for pressure in taken[:-1] if pressure_band(limits, age_years, pressure) != "within"]
    if outside and latest.at - outside[-1].at < limits.rest_minutes * MINUTE:
        reason = f"{_said(latest)} was taken less than {limits.rest_minutes} min after {_said(outside[-1])}."
        return NotMet(reason, _after_rest(limits, outside[-1], now), False, None)
    return Met(f"{_said(latest)} is within the limits for age {age_years}.")


def _outside(
    limits: PressureLimits,
    age_years: int,
    taken: Sequence[Pressure],
    now: datetime,
    band: Literal["high", "refuse", "low"],
    override: Override | None,
) -> Met | NotMet:
    latest = taken[-1]
    grade = limits.high_override if band == "high" else limits.refuse_override
    if override and override.may_decide(grade) and override.at >= latest.at:
        return Met(f"{_said(latest)}: goes ahead by decision of {override.by} ({override.grade}): {override.reason}")
    if band != "high":
        reason = f"{_said(latest)} is {_refused(limits, band)}."
        return NotMet(reason, f"Do not start. {_after_rest(limits, latest, now)} Or a {grade} decides.", True, grade)
    repeats = _rested_repeats(limits, age_years, taken)
    reason = f"{_said(latest)} is above the limits for age {age_years}."
    if repeats < limits.repeats:
        needs = f"{_after_rest(limits, latest, now)} Repeat {repeats + 1} of {limits.repeats}."
        return NotMet(reason, needs, True, grade)
    return NotMet(f"{reason} It stayed so after {repeats} repeats.", f"A {grade} decides and records why.", True, grade)


def _rested_repeats(limits: PressureLimits, age_years: int, taken: Sequence[Pressure]) -> int:
    """Readings taken after a rest that followed a high one."""
    return sum(
        pressure_band(limits, age_years, before) in ("high", "refuse")
        and after.at - before.at >= limits.rest_minutes * MINUTE
        for before, after in pairwise(taken)
    )


def _refused(limits: PressureLimits, band: Literal["refuse", "low"]) -> str:
    if band == "low":
        return f"low: systolic below {limits.systolic_below} or diastolic below {limits.diastolic_below}"
    return f"at or above {limits.refuse_systolic_from}/{limits.refuse_diastolic_from}"


def _after_rest(limits: PressureLimits, latest: Pressure, now: datetime) -> str:
    left = limits.rest_minutes - (now - latest.at) // MINUTE
    return f"Rest {left} min more, then repeat." if left > 0 else "Repeat now."


def _said(pressure: Pressure) -> str:
    return f"{pressure.systolic}/{pressure.diastolic}"
