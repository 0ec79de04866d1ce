"""The figures of one session as the chart and the dial draw them: minutes from the start of the drug, nothing else.

Accepted values are observations; the rest came from a bedside monitor and nobody has accepted them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

SetMark = Literal["done", "planned", "late"]


@dataclass(frozen=True, slots=True)
class Point:
    """One value at a minute."""

    minute: float
    value: float
    accepted: bool = True
    struck: bool = False


@dataclass(frozen=True, slots=True)
class PressurePoint:
    """One pressure, mmHg."""

    minute: float
    systolic: int
    diastolic: int
    accepted: bool = True
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """A level of the protocol drawn across a lane; `urgent` ones are red and solid."""

    value: float
    words: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class RateBlock:
    """One stretch at one rate; `rate_ml_h` 0 is a pause."""

    start: float
    end: float
    rate_ml_h: float


@dataclass(frozen=True, slots=True)
class EventMark:
    """One event with its words; `shape` names the sign drawn beside it."""

    minute: float
    words: str
    shape: str


@dataclass(frozen=True, slots=True)
class PlannedMark:
    """One set of the plan and how it stands."""

    minute: float
    mark: SetMark


@dataclass(frozen=True, slots=True)
class ChartFigures:
    """Everything the lanes draw. `traces` are runs of monitor values by kind; a gap ends a run and is never bridged."""

    zero: datetime
    now: float
    started: bool
    ended: float | None
    planned_end: float
    pressures: list[PressurePoint]
    points: dict[str, list[Point]]
    traces: dict[str, list[list[Point]]]
    gaps: list[tuple[float, float]]
    limits: dict[str, list[Limit]]
    blocks: list[RateBlock]
    dose: list[Point]
    planned_mg: float | None
    planned: list[PlannedMark]
    events: list[EventMark]


@dataclass(frozen=True, slots=True)
class DialFigures:
    """The tile's two scales: giving to its planned end, then recovery. Minutes from the start, which was at `zero`."""

    zero: datetime
    planned_end: float
    recovery_end: float
    now: float
    ended: float | None
    blocks: list[RateBlock]
    planned: list[PlannedMark]
