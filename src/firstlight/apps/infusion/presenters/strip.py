"""The strip over the board: what is open, most pressing first; which feeds are live; who is on duty. It does the sorting
so that the tiles need not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Level = Literal["urgent", "attend", "stale"]
ORDER: tuple[Level, ...] = ("urgent", "attend", "stale")
MOST_CHIPS = 3


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
    now: datetime
    queue: list[QueueChip]
    more: int
    feeds: FeedsView
    duty: list[DutyView]

    @property
    def has_als(self) -> bool:
        return any(person.als for person in self.duty)


def queue_of(chips: list[QueueChip]) -> tuple[list[QueueChip], int]:
    """Level first, then the oldest; those that do not fit are counted."""
    ordered = sorted(chips, key=lambda chip: (ORDER.index(chip.level), chip.since))
    return ordered[:MOST_CHIPS], max(0, len(ordered) - MOST_CHIPS)
