"""What a session's monitor says now: readings, which are on nobody's record until a nurse accepts them."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Case, OuterRef, QuerySet, Subquery, When

from firstlight.apps.infusion.models import Binding, MonitorMessage
from firstlight.apps.infusion.models.feed import CLOCKS_APART
from firstlight.apps.infusion.queries.belonging import by_both
from firstlight.apps.infusion.queries.whose import OtherPatient, other_patients

CONTINUOUS = ("pulse", "spo2", "resp_rate")
INTERMITTENT = ("systolic", "temperature")
"""A cuff and a thermometer measure now and then: their last value stays with its age. The cuff's other figure comes in
the same message."""
NEWEST = ("newest", *(f"newest_{kind}" for kind in (*CONTINUOUS, *INTERMITTENT)))
LOOK_BACK = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Reading:
    """The newest value of one kind. `stale` when a value that should come all the time no longer does."""

    kind: str
    value: float
    unit: str
    measured_at: datetime
    received_at: datetime
    message_id: int
    stale: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """The monitor joined to a session now, and what it last sent. `silent` when nothing of it came within the limit.

    `clock_behind` when messages come whose time lies that far before their coming: those that say they were measured before
    the join are nobody's until claimed. `warnings` say what of its newest messages was not understood.
    `other_patient` when it now names somebody else: its readings are not accepted.
    """

    binding_id: int
    session_id: int
    monitor_id: int
    monitor: str
    bound_at: datetime
    bound_by: str
    last_received_at: datetime | None
    silent: bool
    readings: tuple[Reading, ...]
    clock_behind: timedelta | None
    warnings: tuple[str, ...]
    other_patient: OtherPatient | None


def bindings_of(session_ids: Collection[int], now: datetime) -> list[Binding]:
    """Every join of a monitor to these sessions, in time order; those that stand know their newest messages. One query."""
    rows = Binding.objects.filter(session_id__in=session_ids).select_related(
        "monitor", "bound_by", "ended_by", "session__patient"
    )
    newest = {"newest": _newest(), "newest_behind": _behind(now), "newest_naming": _naming(now)}
    newest |= {f"newest_{kind}": _with(kind, now) for kind in (*CONTINUOUS, *INTERMITTENT)}
    standing = {
        name: Case(When(ends_at__isnull=True, then=Subquery(found.values("id")[:1]))) for name, found in newest.items()
    }
    return list(rows.annotate(**standing).order_by("starts_at", "id"))


def feeds_from(bindings: Iterable[Binding], now: datetime) -> dict[int, Feed]:
    """The feed of each session whose monitor is joined to it now, by session. One query whatever their number, and
    one more while a monitor names anybody other than by the person's NHS number."""
    standing = [binding for binding in bindings if binding.ends_at is None]
    others = (pk for binding in standing for pk in (_behind_id(binding), _naming_id(binding)))
    wanted = {pk for binding in standing for pk in _newest_ids(binding)} | {pk for pk in others if pk is not None}
    messages = MonitorMessage.objects.in_bulk(wanted)
    named = [(one, messages[pk].stated_patient) for one in standing if (pk := _naming_id(one)) is not None]
    other = other_patients(named)
    return {binding.session_id: _feed(binding, messages, other.get(binding.pk), now) for binding in standing}


def feeds_of(session_ids: Collection[int], now: datetime) -> dict[int, Feed]:
    """The feed of each session that has one, by session. Two queries whatever their number."""
    return feeds_from(bindings_of(session_ids, now), now)


def feed_of(session_id: int, now: datetime) -> Feed | None:
    """The feed joined to a session now, None where no monitor is."""
    return feeds_of([session_id], now).get(session_id)


def latest_readings(session_id: int, now: datetime) -> tuple[Reading, ...]:
    """The newest value of each kind from the monitor joined to the session; empty where none is."""
    feed = feed_of(session_id, now)
    return feed.readings if feed else ()


def reading_in(message: MonitorMessage, kind: str) -> tuple[float, str, datetime] | None:
    """(value, unit, measured at) of one kind in a message, None where it has none."""
    of_kind = [(value, unit, at) for name, value, unit, at in _parsed(message.readings) if name == kind]
    return of_kind[-1] if of_kind else None


def _newest() -> QuerySet[MonitorMessage]:
    """The monitor's newest message, by the index on monitor and time."""
    messages = MonitorMessage.objects.filter(by_both(OuterRef("starts_at")), monitor=OuterRef("monitor"))
    return messages.order_by("-effective_at", "-id")


def _behind(now: datetime) -> QuerySet[MonitorMessage]:
    """The newest one whose time is not that of its coming, while such still come."""
    came = MonitorMessage.objects.filter(monitor=OuterRef("monitor"), behind=True, received_at__gt=now - _limit())
    return came.filter(received_at__gte=OuterRef("starts_at")).order_by("-received_at", "-id")


def _with(kind: str, now: datetime) -> QuerySet[MonitorMessage]:
    return _newest().filter(effective_at__gt=now - LOOK_BACK, readings__contains=f'"{kind}"')


def _naming(now: datetime) -> QuerySet[MonitorMessage]:
    """The newest one that says whom it is about."""
    return _newest().filter(effective_at__gt=now - LOOK_BACK).exclude(stated_patient="")


def _newest_ids(binding: Binding) -> set[int]:
    return {pk for name in NEWEST if (pk := getattr(binding, name)) is not None}


def _behind_id(binding: Binding) -> int | None:
    found: int | None = binding.newest_behind  # type: ignore[attr-defined]
    return found


def _naming_id(binding: Binding) -> int | None:
    found: int | None = binding.newest_naming  # type: ignore[attr-defined]
    return found


def _feed(binding: Binding, messages: dict[int, MonitorMessage], other: OtherPatient | None, now: datetime) -> Feed:
    mine = [messages[pk] for pk in _newest_ids(binding)]
    behind = messages.get(_behind_id(binding) or 0)
    last = max((message.received_at for message in mine), default=None)
    return Feed(
        binding_id=binding.pk,
        session_id=binding.session_id,
        monitor_id=binding.monitor_id,
        monitor=str(binding.monitor),
        bound_at=binding.bound_at,
        bound_by=binding.bound_by.get_full_name() if binding.bound_by else "",
        last_received_at=last,
        silent=last is None or now - last > _limit(),
        readings=_latest_of(mine, now),
        clock_behind=None if behind is None else behind.received_at - behind.effective_at,
        other_patient=other,
        warnings=tuple(dict.fromkeys(line for message in mine for line in message.warnings.splitlines())),
    )


def _latest_of(messages: Sequence[MonitorMessage], now: datetime) -> tuple[Reading, ...]:
    newest: dict[str, Reading] = {}
    for message in messages:
        for kind, value, unit, measured_at in _parsed(message.readings):
            if kind not in newest or newest[kind].measured_at < measured_at:
                stale = kind in CONTINUOUS and _is_stale(message.received_at, measured_at, now)
                newest[kind] = Reading(kind, value, unit, measured_at, message.received_at, message.pk, stale)
    return tuple(newest[kind] for kind in sorted(newest))


def _is_stale(received_at: datetime, measured_at: datetime, now: datetime) -> bool:
    """By our clock when it came, and by the monitor's when it was taken: a late flood of old values is not news."""
    return now - received_at > _limit() or now - measured_at > _limit() + CLOCKS_APART


def _limit() -> timedelta:
    return timedelta(seconds=settings.FEED_STALE_SECONDS)


def _parsed(readings: str) -> Iterator[tuple[str, float, str, datetime]]:
    for kind, value, unit, measured_ms in json.loads(readings):
        yield kind, value, unit, datetime.fromtimestamp(measured_ms / 1000, UTC)
