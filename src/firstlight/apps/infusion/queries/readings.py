"""What a session's monitor sent: readings, which are on nobody's record until a nurse accepts them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from firstlight.apps.infusion.models import Binding, MonitorMessage

CONTINUOUS = ("pulse", "spo2", "resp_rate")
INTERMITTENT = ("systolic", "temperature")
"""A cuff and a thermometer measure now and then: their last value stays with its age. The cuff's other figure comes in
the same message."""
LOOK_BACK = timedelta(minutes=20)
CLOCK_APART = timedelta(minutes=2)
"""How far a monitor's own clock may stand from ours before its newest value no longer counts as new."""


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
    """The monitor joined to a session now, and what it last said. `silent` when nothing came within the limit."""

    binding_id: int
    session_id: int
    monitor_id: int
    monitor: str
    bound_at: datetime
    bound_by: str
    last_received_at: datetime | None
    silent: bool
    readings: tuple[Reading, ...]


def feeds_of(session_ids: Iterable[int], now: datetime) -> dict[int, Feed]:
    """The feed of each session that has one, by session. Two queries whatever their number."""
    bindings = list(_open_bindings(list(session_ids), now))
    wanted = {pk for binding in bindings for pk in _newest_ids(binding)}
    messages = MonitorMessage.objects.in_bulk(wanted)
    return {binding.session_id: _feed(binding, messages, now) for binding in bindings}


def feed_of(session_id: int, now: datetime) -> Feed | None:
    """The feed joined to a session now, None where no monitor is."""
    return feeds_of([session_id], now).get(session_id)


def latest_readings(session_id: int, now: datetime) -> tuple[Reading, ...]:
    """The newest value of each kind from the monitor joined to the session; empty where none is."""
    feed = feed_of(session_id, now)
    return feed.readings if feed else ()


def readings_between(
    session_id: int, since: datetime, until: datetime, most: int = 400
) -> dict[str, list[tuple[datetime, float]]]:
    """For drawing: (measured at, value) by kind in time order, at most about `most` of a kind.

    Where there are more, each stretch of time keeps its lowest and its highest value, so no peak is lost.
    """
    found: dict[str, dict[datetime, float]] = defaultdict(dict)
    for readings in _messages_between(session_id, since, until).values_list("readings", flat=True):
        for kind, value, _unit, measured_at in _parsed(readings):
            found[kind][measured_at] = value
    return {kind: _thinned(sorted(values.items()), most) for kind, values in found.items()}


def reading_in(message: MonitorMessage, kind: str) -> tuple[float, str, datetime] | None:
    """(value, unit, measured at) of one kind in a message, None where it has none."""
    of_kind = [(value, unit, at) for name, value, unit, at in _parsed(message.readings) if name == kind]
    return of_kind[-1] if of_kind else None


def _open_bindings(session_ids: list[int], now: datetime) -> QuerySet[Binding]:
    rows = Binding.objects.filter(session_id__in=session_ids, ends_at__isnull=True)
    newest = {
        f"newest_{kind}": Subquery(_newest_with(kind, now).values("id")[:1]) for kind in (*CONTINUOUS, *INTERMITTENT)
    }
    return rows.select_related("monitor", "bound_by").annotate(newest=Subquery(_newest().values("id")[:1]), **newest)


def _newest() -> QuerySet[MonitorMessage]:
    """The monitor's newest message, by the index on monitor and time."""
    messages = MonitorMessage.objects.filter(monitor=OuterRef("monitor"), effective_at__gte=OuterRef("starts_at"))
    return messages.order_by("-effective_at", "-id")


def _newest_with(kind: str, now: datetime) -> QuerySet[MonitorMessage]:
    return _newest().filter(effective_at__gt=now - LOOK_BACK, readings__contains=f'"{kind}"')


def _newest_ids(binding: Binding) -> set[int]:
    names = ("newest", *(f"newest_{kind}" for kind in (*CONTINUOUS, *INTERMITTENT)))
    return {pk for name in names if (pk := getattr(binding, name)) is not None}


def _feed(binding: Binding, messages: dict[int, MonitorMessage], now: datetime) -> Feed:
    mine = [messages[pk] for pk in _newest_ids(binding)]
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
    return now - received_at > _limit() or now - measured_at > _limit() + CLOCK_APART


def _limit() -> timedelta:
    return timedelta(seconds=settings.FEED_STALE_SECONDS)


def _messages_between(session_id: int, since: datetime, until: datetime) -> QuerySet[MonitorMessage]:
    """Messages that fall inside any time a monitor was joined to the session."""
    joined = Q(monitor__bindings__ends_at__isnull=True) | Q(monitor__bindings__ends_at__gt=F("effective_at"))
    rows = MonitorMessage.objects.filter(
        joined,
        monitor__bindings__session_id=session_id,
        monitor__bindings__starts_at__lte=F("effective_at"),
        effective_at__gte=since,
        effective_at__lte=until,
    )
    return rows.order_by("effective_at", "id").distinct()


def _parsed(readings: str) -> Iterator[tuple[str, float, str, datetime]]:
    for kind, value, unit, measured_ms in json.loads(readings):
        yield kind, value, unit, datetime.fromtimestamp(measured_ms / 1000, UTC)


def _thinned(points: list[tuple[datetime, float]], most: int) -> list[tuple[datetime, float]]:
    """At most about `most` points, in time order, with the lowest and highest of every stretch kept."""
    if len(points) <= most:
        return points
    stride = -(-len(points) * 2 // most)
    kept: list[tuple[datetime, float]] = []
    for start in range(0, len(points), stride):
        stretch = points[start : start + stride]
        extremes = {min(stretch, key=lambda point: point[1]), max(stretch, key=lambda point: point[1])}
        kept.extend(sorted(extremes))
    return kept
