"""What a monitor sent that belongs to nobody: it was joined to no session, or its clock and ours put it at two times. It is
kept, and is listed for a nurse to claim."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Max, Min, Q, QuerySet

from firstlight.apps.infusion.models import Binding, MonitorMessage
from firstlight.apps.infusion.queries.belonging import MONITORS, OURS, by_both, taken, within

APART = ExpressionWrapper(F(OURS) - F(MONITORS), output_field=DurationField())


@dataclass(frozen=True, slots=True)
class HeardLine:
    """Messages in a stretch of time by one clock or both. `apart`: at most so long before they came lie their times, nought
    where the clocks agree."""

    by_clock: str
    first_at: datetime
    last_at: datetime
    messages: int
    apart: timedelta


def claimable(monitor_id: int, since: datetime, until: datetime) -> tuple[HeardLine, ...]:
    """What the monitor sent in that time that belongs to no session: by both clocks, by ours alone, by its own alone."""
    ours, its = within(OURS, since, until), within(MONITORS, since, until)
    rows = MonitorMessage.objects.filter(its | (Q(behind=True) & ours), monitor_id=monitor_id)
    rows = rows.exclude(taken(_joins(monitor_id, since, until)))
    found = (
        _heard(rows.filter(by_both(since, until)), Binding.Clock.BOTH, MONITORS),
        _heard(rows.filter(ours, behind=True).exclude(its), Binding.Clock.OURS, OURS),
        _heard(rows.filter(its, behind=True).exclude(ours), Binding.Clock.MONITORS, MONITORS),
    )
    return tuple(line for line in found if line is not None)


def _joins(monitor_id: int, since: datetime, until: datetime) -> Iterable[Binding]:
    """Those that may have taken some of it: by its own clock a message may be of another time."""
    then = Q(starts_at__lt=until) & (Q(ends_at__isnull=True) | Q(ends_at__gt=since))
    return Binding.objects.filter(then | ~Q(by_clock=Binding.Clock.BOTH), monitor_id=monitor_id)


def _heard(rows: QuerySet[MonitorMessage], by_clock: str, clock: str) -> HeardLine | None:
    apart = Max(APART, filter=Q(behind=True))  # reckoned for few: of the others it is two minutes at most
    sums = rows.aggregate(first=Min(clock), last=Max(clock), messages=Count("pk"), apart=apart)
    if not sums["messages"]:
        return None
    return HeardLine(by_clock, sums["first"], sums["last"], sums["messages"], sums["apart"] or timedelta(0))
