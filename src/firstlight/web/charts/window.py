"""Which stretch of the session the chart shows, and what lies behind every lane of it: grid, pauses, gaps, the future."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from firstlight.apps.infusion.presenters.figures import ChartFigures
from firstlight.web.charts.marks import Band
from firstlight.web.charts.scale import Minutes, ticks

BEFORE, AFTER, LONGEST_BEFORE = 15, 5, 60
ROOM = 0.18  # of what has passed: to the right of now the limits are named, and no value stands over their words
EDGE = 3  # minutes between the first figure and the edge, so that it is not cut
GRID_MINUTES, LONG_GRID_MINUTES, LONG = 10, 20, 100


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    minute: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Backdrop:
    """`start` and `now` are percent of the width; None where they are not on the drawing. `first` and `last` are the moments
    at its edges."""

    scale: Minutes
    first: datetime
    last: datetime
    ticks: list[Tick]
    bands: list[Band]
    start: float | None
    now: float | None


def window_of(figures: ChartFigures) -> Minutes:
    """From 15 minutes before the start to 5 after the planned end; afterwards it follows now with the whole in view."""
    earliest = [mark.minute for mark in figures.pressures] + [p.minute for run in figures.points.values() for p in run]
    first = min([-BEFORE, *(minute - EDGE for minute in earliest)])
    last = figures.planned_end + AFTER
    if figures.started:
        last = max(last, figures.now + AFTER, figures.now + ROOM * (figures.now - first))
    return Minutes(max(-LONGEST_BEFORE, first), last)


def backdrop_of(figures: ChartFigures) -> Backdrop:
    """What every lane shares."""
    scale = window_of(figures)
    every = GRID_MINUTES if scale.last - scale.first <= LONG else LONG_GRID_MINUTES
    marks = [Tick(scale.x(minute), minute, _at(figures, minute)) for minute in ticks(scale.first, scale.last, every)]
    now = scale.x(figures.now) if scale.shows(figures.now) else None
    first, last = _at(figures, scale.first), _at(figures, scale.last)
    return Backdrop(scale, first, last, marks, _bands(figures, scale), scale.x(0), now)


def _at(figures: ChartFigures, minute: float) -> datetime:
    return figures.zero + timedelta(minutes=minute)


def _bands(figures: ChartFigures, scale: Minutes) -> list[Band]:
    pauses = [(block.start, block.end, "pause") for block in figures.blocks if block.rate_ml_h == 0]
    gaps = [(start, end, "gap") for start, end in figures.gaps]
    future = [(figures.now, scale.last, "future")] if figures.now < scale.last else []
    found = [Band(scale.x(start), scale.width(start, end), kind) for start, end, kind in [*pauses, *gaps, *future]]
    return [band for band in found if band.width > 0]
