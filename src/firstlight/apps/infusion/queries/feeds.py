"""The clinic's monitors and where their feeds go, and the messages that nobody could understand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from firstlight.apps.infusion.models import Binding, Monitor, MonitorMessage, RefusedMessage

WARNED_LATELY = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class MonitorLine:
    """One monitor: where a person placed it, what it last said and when, and the session its feed is joined to. `warnings`
    say what of its newest messages was not understood, and so is on nobody's record."""

    id: int
    identifier: str
    label: str
    clinic_id: int | None
    bay_id: int | None
    bay_number: int | None
    session_id: int | None
    last_received_at: datetime | None
    silent: bool
    stated_patient: str
    warnings: tuple[str, ...]
    warned_at: datetime | None

    @property
    def name(self) -> str:
        return self.label or self.identifier


def monitors(clinic_id: int, now: datetime) -> tuple[MonitorLine, ...]:
    """The clinic's monitors, by bay and then by name. One query."""
    rows = _with_news(Monitor.objects.filter(clinic_id=clinic_id), now).order_by("bay__number", "label", "identifier")
    return tuple(_line(row, now) for row in rows)


def unplaced_monitors(clinic_id: int, now: datetime, most: int = 50) -> tuple[MonitorLine, ...]:
    """Monitors that nobody has placed yet, newest first. They may stand in any clinic, but not in this one while their
    feed is joined to a session in another."""
    elsewhere = Binding.objects.filter(monitor=OuterRef("pk"), ends_at__isnull=True).exclude(
        session__clinic_id=clinic_id
    )
    unplaced = Monitor.objects.filter(~Exists(elsewhere), clinic__isnull=True, set_aside_at__isnull=True)
    return tuple(_line(row, now) for row in _with_news(unplaced, now).order_by("-first_heard_at", "-id")[:most])


def set_aside_monitors(now: datetime, most: int = 200) -> tuple[MonitorLine, ...]:
    """Monitors that somebody said are not ours, the latest first. They belong to no clinic."""
    rows = _with_news(Monitor.objects.filter(set_aside_at__isnull=False), now)
    return tuple(_line(row, now) for row in rows.order_by("-set_aside_at", "identifier")[:most])


def silent_strangers(now: datetime) -> QuerySet[Monitor]:
    """Monitors that nobody has placed, that were never joined to a session, and that are silent now."""
    strangers = Monitor.objects.filter(
        ~Exists(Binding.objects.filter(monitor=OuterRef("pk"))), clinic__isnull=True, set_aside_at__isnull=True
    )
    since = now - timedelta(seconds=settings.FEED_STALE_SECONDS)
    news = _with_news(strangers, now)
    return news.filter(Q(last_received_at__lt=since) | Q(last_received_at__isnull=True))


def unbound_monitors(clinic_id: int, now: datetime) -> tuple[MonitorLine, ...]:
    """Those of the clinic, and those nobody has placed, whose feed goes to no session now."""
    return tuple(
        line for line in (*monitors(clinic_id, now), *unplaced_monitors(clinic_id, now)) if line.session_id is None
    )


def refused_messages(clinic_id: int, *, unknown: bool = False, settled: bool = False) -> QuerySet[RefusedMessage]:
    """Messages of this clinic's monitors that could not be understood, newest first: those still open, or those settled.
    With `unknown`, also those whose sender nobody knows."""
    here = Q(clinic_id=clinic_id) | Q(clinic__isnull=True) if unknown else Q(clinic_id=clinic_id)
    return RefusedMessage.objects.filter(here, settled_at__isnull=not settled).select_related("owner", "settled_by")


def _with_news(rows: QuerySet[Monitor], now: datetime) -> QuerySet[Monitor]:
    newest = MonitorMessage.objects.filter(monitor=OuterRef("pk")).order_by("-effective_at", "-id")
    warned = newest.filter(effective_at__gt=now - WARNED_LATELY).exclude(warnings="")
    bound = Binding.objects.filter(monitor=OuterRef("pk"), ends_at__isnull=True)
    return rows.select_related("bay").annotate(
        last_received_at=Subquery(newest.values("received_at")[:1]),
        stated_patient=Subquery(newest.values("stated_patient")[:1]),
        warnings=Subquery(warned.values("warnings")[:1]),
        warned_at=Subquery(warned.values("received_at")[:1]),
        session_id=Subquery(bound.values("session_id")[:1]),
    )


def _line(row: Monitor, now: datetime) -> MonitorLine:
    last: datetime | None = row.last_received_at  # type: ignore[attr-defined]
    return MonitorLine(
        id=row.pk,
        identifier=row.identifier,
        label=row.label,
        clinic_id=row.clinic_id,
        bay_id=row.bay_id,
        bay_number=row.bay.number if row.bay else None,
        session_id=row.session_id,  # type: ignore[attr-defined]
        last_received_at=last,
        silent=last is None or now - last > timedelta(seconds=settings.FEED_STALE_SECONDS),
        stated_patient=row.stated_patient or "",  # type: ignore[attr-defined]
        warnings=tuple((row.warnings or "").splitlines()),  # type: ignore[attr-defined]
        warned_at=row.warned_at,  # type: ignore[attr-defined]
    )
