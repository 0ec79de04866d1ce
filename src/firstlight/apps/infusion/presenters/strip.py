"""The strip over the board: what is open, most pressing first; which feeds are live; who is on duty. It does the sorting
so that the tiles need not."""

from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.presenters.pressing import Level

ORDER: tuple[Level, ...] = ("urgent", "attend", "stale")
MOST_CHIPS, MOST_NAMES = 4, 3


@dataclass(frozen=True, slots=True)
class QueueChip:
    """One open matter. `since` is when it began, and counts up."""

    level: Level
    bay: int
    session_id: int
    words: str
    since: datetime


@dataclass(frozen=True, slots=True)
class FeedsView:
    """How many of the bound feeds are live, and whether the listener gave a sign of life lately."""

    live: int
    bound: int
    listener: str
    listener_well: bool


@dataclass(frozen=True, slots=True)
class DutyView:
    name: str
    ils: bool
    als: bool


@dataclass(frozen=True, slots=True)
class StripView:
    """`queue` holds the most pressing of `open_matters`; a narrow screen shows fewer still, and says how many it leaves out.
    `duty` are the names that fit in three lines, those with ALS first; `off_strip` counts the rest."""

    now: datetime
    queue: list[QueueChip]
    open_matters: int
    feeds: FeedsView
    duty: list[DutyView]
    off_strip: int
    has_als: bool


def queue_of(chips: list[QueueChip]) -> list[QueueChip]:
    """Level first, then the oldest."""
    return sorted(chips, key=lambda chip: (ORDER.index(chip.level), chip.since))[:MOST_CHIPS]


def names_of(duty: list[DutyView], lines: int = MOST_NAMES) -> tuple[list[DutyView], int]:
    """Those whose names fit, and how many do not: the last line then says so."""
    ordered = sorted(duty, key=lambda person: (not person.als, not person.ils, person.name))
    return (ordered, 0) if len(ordered) <= lines else (ordered[: lines - 1], len(ordered) - lines + 1)
