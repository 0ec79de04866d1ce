"""Closer observations: while a limit that asks for them is passed, sets come at least every few minutes.

The plan itself never moves. A set of the plan that takes all that is asked for counts as one of the closer sets; between
such sets others are put in, and a set put in stays once its time has come, whatever the next value says.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from firstlight.clinical.monitoring.plan import plan_a_set
from firstlight.clinical.monitoring.set_states import PlannedSet
from firstlight.clinical.protocol.protocol import Phase, Protocol

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Spell:
    """From when to when a limit that asks for closer observations was passed; `ends_at` None while it is."""

    starts_at: datetime
    ends_at: datetime | None


def with_closer_sets(
    protocol: Protocol,
    planned: Sequence[PlannedSet],
    spells: Iterable[Spell],
    started_at: datetime,
    ended_at: datetime | None,
    now: datetime,
) -> tuple[PlannedSet, ...]:
    """The plan with the closer sets of these spells, in time order. `ended_at` is the recorded end of giving.

    Of a spell that goes on, the sets up to the next one after `now` are there. Every set of `planned` is in the result, at
    its own time and with at least its own kinds. Spells before the start of giving ask for nothing.
    """
    added: dict[datetime, PlannedSet] = {}
    for spell in _joined(spells):
        if spell.ends_at is None or spell.ends_at > started_at:
            from_minute = max(0, (spell.starts_at - started_at) // MINUTE)
            for due in _dues(protocol, planned, started_at + from_minute * MINUTE, spell.ends_at, now):
                phase: Phase = "giving" if ended_at is None or due < ended_at else "recovery"
                added[due] = plan_a_set(protocol, due, protocol.closer.kinds, phase, started_at)
    merged = [_with_kinds(one, added.pop(_same_minute(one, added), None)) for one in planned]
    return tuple(sorted([*merged, *added.values()], key=lambda one: one.due_at))


def _joined(spells: Iterable[Spell]) -> Iterator[Spell]:
    """Spells that touch are one: a second limit passed meanwhile moves no set of the first."""
    current: Spell | None = None
    for spell in sorted(spells, key=lambda one: one.starts_at):
        if current is None:
            current = spell
        elif current.ends_at is None or spell.starts_at <= current.ends_at:
            ends = None if current.ends_at is None or spell.ends_at is None else max(current.ends_at, spell.ends_at)
            current = Spell(current.starts_at, ends)
        else:
            yield current
            current = spell
    if current is not None:
        yield current


def _dues(
    protocol: Protocol, planned: Sequence[PlannedSet], start: datetime, end: datetime | None, now: datetime
) -> Iterator[datetime]:
    """When a set must be put in so that never more than the interval passes without one."""
    every = protocol.closer.observe_every_minutes * MINUTE
    early = protocol.timing.early_minutes * MINUTE
    whole = [one.due_at for one in planned if set(protocol.closer.kinds) <= set(one.kinds)]
    last = start
    while end is None or last + every - early <= end:
        in_plan = [due for due in whole if last < due <= last + every]
        if not in_plan:
            yield last + every
        last = max(in_plan, default=last + every)
        if end is None and last > now:
            return


def _same_minute(one: PlannedSet, added: dict[datetime, PlannedSet]) -> datetime:
    return next((due for due, other in added.items() if other.minute == one.minute), one.due_at)


def _with_kinds(one: PlannedSet, other: PlannedSet | None) -> PlannedSet:
    """A smaller set of the plan at the same minute takes the closer kinds as well."""
    if other is None:
        return one
    return replace(one, kinds=(*one.kinds, *(kind for kind in other.kinds if kind not in one.kinds)))
