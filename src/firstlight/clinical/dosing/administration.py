"""What was given, from the list of administrations: rates that last until the next rate, single boluses and sprays.

A pause and a stop are both rate 0. Delivered milligrams follow from the list alone (rate in mL/h × minutes / 60 ×
mg/mL), so they can be worked again from the record at any time. Sums are exact; figures are to the hundredth of a mg.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Literal

from firstlight.clinical.figures import Amount, exact, plain, to_places

HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Administration:
    """One entry. A rate has rate_ml_h and, above 0, concentration_mg_ml; a bolus or spray has dose_mg.

    Raises ValueError when the figures of its kind are missing or below nought.
    """

    kind: Literal["rate", "bolus", "spray"]
    at: datetime
    rate_ml_h: Amount | None = None
    concentration_mg_ml: Amount | None = None
    dose_mg: Amount | None = None

    def __post_init__(self) -> None:
        if self.kind == "rate":
            _check(self.rate_ml_h, "A rate entry needs its rate in mL/h: nought or above.")
            if self.rate_ml_h:
                _check(self.concentration_mg_ml, "A running rate needs the concentration in mg/mL.")
        else:
            _check(self.dose_mg, f"A {self.kind} needs its dose in mg: nought or above.")


@dataclass(frozen=True)
class RateSegment:
    """A stretch of time at one rate (0 while paused) and the mg given in it."""

    start: datetime
    end: datetime
    rate_ml_h: Decimal
    mg: Decimal


@dataclass(frozen=True)
class _Run:
    """One rate (mL/h) of one concentration (mg/mL) from start to end."""

    start: datetime
    end: datetime
    rate_ml_h: Fraction
    mg_per_hour: Fraction

    @property
    def mg(self) -> Fraction:
        return self.mg_per_hour * Fraction((self.end - self.start) // TICK, HOUR // TICK)


def delivered_mg(entries: Sequence[Administration], at: datetime, drawn_mg: Amount | None = None) -> Decimal:
    """Milligrams given by `at`. With `drawn_mg`, never more than was in the syringe, however late the end is recorded."""
    given = _given(entries, at)
    return to_places(given if drawn_mg is None else min(given, Fraction(exact(drawn_mg))), 2)


def undelivered_mg(entries: Sequence[Administration], planned_mg: Amount, at: datetime) -> Decimal:
    """Milligrams of the planned dose not given by `at`; never below nought."""
    return to_places(max(Fraction(0), Fraction(exact(planned_mg)) - _given(entries, at)), 2)


def planned_end(entries: Sequence[Administration], planned_mg: Amount, at: datetime) -> datetime | None:
    """When the planned dose will have been given, or was. While paused: as if the last rate began again at `at`.

    A stop looks like a pause here: once a session is stopped, its end is the stop. None before any running rate.
    """
    left = Fraction(exact(planned_mg)) - _single_doses(entries, at)
    running = [run for run in _runs(entries, at) if run.mg_per_hour]
    for run in running:
        if left <= run.mg:
            return _after_hours(run.start, max(Fraction(0), left) / run.mg_per_hour)
        left -= run.mg
    return _after_hours(at, left / running[-1].mg_per_hour) if running else None


def segments(entries: Sequence[Administration], until: datetime) -> tuple[RateSegment, ...]:
    """The rate segments from the first rate entry to `until`, for drawing; a pause is a segment at rate 0."""
    return tuple(_segment(run) for run in _runs(entries, until))


def waste_mg(opened_mg: Amount, dose_mg: Amount, undelivered: Amount) -> Decimal:
    """Milligrams to waste with a witness: what the opened vials held beyond the dose, and what was not given."""
    return plain(exact(opened_mg) - exact(dose_mg) + exact(undelivered))


def _check(amount: Amount | None, reason: str) -> None:
    if amount is None or amount < 0:
        raise ValueError(reason)


def _given(entries: Sequence[Administration], at: datetime) -> Fraction:
    return sum((run.mg for run in _runs(entries, at)), _single_doses(entries, at))


def _runs(entries: Sequence[Administration], until: datetime) -> Iterator[_Run]:
    """The runs from the first rate entry to `until`. Of two rates at one moment the later entry in the list stands."""
    begun = sorted(
        (entry for entry in entries if entry.kind == "rate" and entry.at < until), key=lambda entry: entry.at
    )
    moments = [*(entry.at for entry in begun), until]
    for entry, end in zip(begun, moments[1:], strict=True):
        if entry.at < end:
            rate = Fraction(exact(entry.rate_ml_h or 0))
            yield _Run(entry.at, end, rate, rate * Fraction(exact(entry.concentration_mg_ml or 0)))


def _single_doses(entries: Sequence[Administration], at: datetime) -> Fraction:
    """Milligrams of the boluses and sprays given by `at`."""
    return sum(
        (Fraction(exact(entry.dose_mg or 0)) for entry in entries if entry.kind != "rate" and entry.at <= at),
        Fraction(0),
    )


def _after_hours(start: datetime, hours: Fraction) -> datetime:
    """The moment so many hours on, to the next microsecond, so that the dose has been given by then."""
    return start + ceil(hours * (HOUR // TICK)) * TICK


def _segment(run: _Run) -> RateSegment:
    return RateSegment(run.start, run.end, to_places(run.rate_ml_h, 2), to_places(run.mg, 2))
