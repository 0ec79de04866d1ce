"""How each planned set stands against what was recorded.

A recorded set counts for the planned set whose time it falls in: from a little before it is due until the next one
counts. A missing set stays late until its observations are taken: silence never closes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Literal

from firstlight.clinical.kinds import Kind
from firstlight.clinical.protocol.protocol import Phase

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class PlannedSet:
    """One planned set. `minute` is from the start of giving; the other times say when it counts and turns late."""

    minute: int
    due_at: datetime
    kinds: tuple[Kind, ...]
    phase: Phase
    counts_from: datetime
    amber_at: datetime
    urgent_at: datetime


@dataclass(frozen=True)
class RecordedSet:
    """The kinds recorded together (not those marked not taken), and when they were taken."""

    at: datetime
    kinds: frozenset[Kind]


@dataclass(frozen=True)
class SetState:
    """planned: not yet; due: now; amber, urgent: late; done; missed: only a later set answered it.

    `seconds_late` runs to now, or to when the last of its observations was taken. `recorded_at` is that moment.
    `missing` are the kinds not taken in its own time.
    """

    planned: PlannedSet
    state: Literal["planned", "due", "amber", "urgent", "done", "missed"]
    seconds_late: int
    missing: tuple[Kind, ...]
    recorded_at: datetime | None


def set_states(planned: Sequence[PlannedSet], recorded: Sequence[RecordedSet], now: datetime) -> tuple[SetState, ...]:
    """How each planned set stands at `now`, in the same order. `planned` is in time order."""
    taken = sorted((one for one in recorded if one.at <= now), key=lambda one: one.at)
    return tuple(
        _state(one, following.counts_from if following else None, taken, now)
        for one, following in zip_longest(planned, planned[1:])
    )


def _state(planned: PlannedSet, until: datetime | None, taken: Sequence[RecordedSet], now: datetime) -> SetState:
    own = [one for one in taken if planned.counts_from <= one.at and (until is None or one.at < until)]
    later = [one for one in taken if until is not None and one.at >= until]
    first, after = _first_taken(own), _first_taken(later)
    missing = tuple(kind for kind in planned.kinds if kind not in first)
    if not missing:
        completed_at = max(first[kind] for kind in planned.kinds)
        return SetState(planned, "done", _late(planned, completed_at), (), completed_at)
    if all(kind in after for kind in missing):
        answered_at = max(after[kind] for kind in missing)
        return SetState(planned, "missed", _late(planned, answered_at), missing, answered_at)
    return SetState(planned, _clock(planned, now), _late(planned, now), missing, None)


def _first_taken(sets: Sequence[RecordedSet]) -> dict[Kind, datetime]:
    """When each kind was first taken; `sets` are in time order."""
    return {kind: one.at for one in reversed(sets) for kind in one.kinds}


def _clock(planned: PlannedSet, now: datetime) -> Literal["planned", "due", "amber", "urgent"]:
    if now >= planned.urgent_at:
        return "urgent"
    if now >= planned.amber_at:
        return "amber"
    return "due" if now >= planned.counts_from else "planned"


def _late(planned: PlannedSet, at: datetime) -> int:
    return max(0, (at - planned.due_at) // SECOND)
