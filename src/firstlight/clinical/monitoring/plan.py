"""When each set of observations is due in a session.

Sets during giving are counted from the start and go on for as long as giving does, pauses and all; the set at the end
and the recovery sets are counted as the protocol says, so that an early stop brings them forward.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from firstlight.clinical.kinds import Kind
from firstlight.clinical.monitoring.set_states import PlannedSet, RecordedSet, SetState, set_states
from firstlight.clinical.protocol.protocol import Phase, PlannedObservation, Protocol

__all__ = ["PlannedSet", "RecordedSet", "SetState", "plan_a_set", "planned_sets", "set_states"]

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class _Due:
    at: datetime
    kinds: tuple[Kind, ...]
    phase: Phase


def planned_sets(
    protocol: Protocol, started_at: datetime, ended_at: datetime | None, escorted: bool
) -> tuple[PlannedSet, ...]:
    """The sets of one session in time order. `ended_at` is the recorded end, or the planned one while giving
    (dosing.administration.planned_end); None means the protocol's own length."""
    end = ended_at or started_at + protocol.minutes * MINUTE
    stay = "escorted" if escorted else "unescorted"
    rows = [row for row in protocol.observations if row.escort in (None, stay)]
    dues = [*_from_start(rows, started_at, end), *_repeated(protocol, rows, started_at, end), *_from_end(rows, end)]
    return tuple(
        plan_a_set(protocol, due.at, due.kinds, due.phase, started_at) for due in sorted(dues, key=lambda due: due.at)
    )


def _from_start(rows: list[PlannedObservation], start: datetime, end: datetime) -> Iterator[_Due]:
    """Before and giving while giving lasts; recovery once it is over."""
    for row in rows:
        due = start + row.minute * MINUTE
        kept = {"before": True, "giving": due < end, "recovery": due > end}[row.phase]
        if row.counted_from == "start" and kept:
            yield _Due(due, row.kinds, row.phase)


def _from_end(rows: list[PlannedObservation], end: datetime) -> Iterator[_Due]:
    for row in rows:
        if row.counted_from == "end":
            yield _Due(end + row.minute * MINUTE, row.kinds, row.phase)


def _repeated(protocol: Protocol, rows: list[PlannedObservation], start: datetime, end: datetime) -> Iterator[_Due]:
    """The last set of giving again and again, when giving lasts longer than the plan."""
    listed = [row for row in rows if row.phase == "giving" and row.counted_from == "start"]
    every = protocol.timing.repeat_minutes * MINUTE
    for last in listed[-1:]:
        due = start + last.minute * MINUTE + every
        while due < end:
            yield _Due(due, last.kinds, "giving")
            due += every


def plan_a_set(
    protocol: Protocol, due_at: datetime, kinds: tuple[Kind, ...], phase: Phase, started_at: datetime
) -> PlannedSet:
    """One set with its clocks: when it counts, and when a missing one is amber and then urgent."""
    timing = protocol.timing
    counts_from = due_at - timing.early_minutes * MINUTE
    if phase == "before":
        counts_from = started_at - timing.baseline_minutes * MINUTE
    elif phase == "giving":
        counts_from = max(started_at, counts_from)
    return PlannedSet(
        minute=(due_at - started_at) // MINUTE,
        due_at=due_at,
        kinds=kinds,
        phase=phase,
        counts_from=counts_from,
        amber_at=due_at + timing.amber_minutes * MINUTE,
        urgent_at=due_at + timing.urgent_minutes * MINUTE,
    )
