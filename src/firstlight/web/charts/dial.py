"""The tile's dial: the giving scale, a gap, the recovery scale, and a needle at now. Two straight scales compare at a
distance where rings would not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from firstlight.apps.infusion.presenters.figures import DialFigures, PlannedMark
from firstlight.web.charts.marks import Band, Mark
from firstlight.web.charts.scale import Minutes

FIRST_SHARE, GAP_SHARE = 57.0, 4.0


@dataclass(frozen=True, slots=True)
class Moves:
    """The part of the dial that the needle is on: two moments, and their places in percent."""

    first: datetime
    last: datetime
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Dial:
    """Percent of the tile's width. `first` and `second` are the scales' frames; `filled` what has passed in them, the last of
    it up to the needle, which stands between `moves`: on a moment's place from one moment to another."""

    first: Band
    second: Band
    filled: list[Band]
    needle: float | None
    marks: list[Mark]
    moves: Moves


def dial_of(figures: DialFigures) -> Dial:
    """The giving scale is as long as the planned end (worked from rate segments); the recovery scale follows it."""
    giving_end = figures.planned_end if figures.ended is None else figures.ended
    giving = _Part(Minutes(0, max(1.0, giving_end)), 0, FIRST_SHARE)
    recovery = _Part(Minutes(giving_end, max(giving_end + 1, figures.recovery_end)), FIRST_SHARE + GAP_SHARE, 100)
    filled = [_given(block.start, block.end, bool(block.rate_ml_h), giving) for block in figures.blocks]
    if figures.ended is not None:
        filled.append(Band(recovery.x(giving_end), recovery.x(figures.now) - recovery.x(giving_end), "recovery"))
    current = giving if figures.ended is None else recovery
    return Dial(
        first=Band(0, FIRST_SHARE, "frame"),
        second=Band(FIRST_SHARE + GAP_SHARE, round(100 - FIRST_SHARE - GAP_SHARE, 3), "frame"),
        filled=[band for band in filled if band.width > 0 or band.kind == "recovery"],
        needle=current.x(figures.now),
        marks=[_mark(planned, giving_end, giving, recovery) for planned in figures.planned if planned.minute > 0],
        moves=current.moves(figures.zero),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the two scales: its minutes, and where it lies in the tile."""

    minutes: Minutes
    left: float
    right: float

    def x(self, minute: float) -> float:
        return round(self.left + self.minutes.x(minute) / 100 * (self.right - self.left), 3)

    def moves(self, zero: datetime) -> Moves:
        first, last = (zero + timedelta(minutes=minute) for minute in (self.minutes.first, self.minutes.last))
        return Moves(first, last, self.left, self.right)


def _given(start: float, end: float, running: bool, part: _Part) -> Band:
    return Band(part.x(start), round(part.x(end) - part.x(start), 3), "given" if running else "pause")


def _mark(planned: PlannedMark, giving_end: float, giving: _Part, recovery: _Part) -> Mark:
    part = giving if planned.minute <= giving_end else recovery
    return Mark(part.x(planned.minute), 0, planned.mark)
