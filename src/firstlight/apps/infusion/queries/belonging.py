"""Which session a message belongs to. By itself, only where both clocks put it into one and the same join of its monitor:
ours, by which it came, and the monitor's own, by which it was measured. A clock that is an hour slow thus puts nobody's
readings on the record of whoever sat there an hour before. What one clock alone puts there is kept, and is nobody's until
a nurse claims it and says which clock is right."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable

from firstlight.apps.infusion.models import Binding, MonitorMessage
from firstlight.apps.infusion.queries.lines import BindingLine

Join = Binding | BindingLine
OURS, MONITORS = "received_at", "effective_at"


def messages_of(joins: Iterable[Join]) -> QuerySet[MonitorMessage]:
    """Every message that these joins of monitors put on a record, in no order."""
    return MonitorMessage.objects.filter(taken(joins))


def taken(joins: Iterable[Join]) -> Q:
    """The same as a condition."""
    found = Q(pk__in=[])
    for join in joins:
        found |= _taken_by(join)
    return found


def by_both(starts_at: datetime | Combinable, ends_at: datetime | None = None) -> Q:
    """Measured and come from `starts_at` on, and before `ends_at` where there is one."""
    return within(MONITORS, starts_at, ends_at) & within(OURS, starts_at, ends_at)


def is_by_both(starts_at: datetime, effective_at: datetime, received_at: datetime) -> bool:
    """The same of one message, for a join that still stands: what the live stream asks thousands of times a second."""
    return starts_at <= effective_at and starts_at <= received_at


def within(clock: str, starts_at: datetime | Combinable, ends_at: datetime | None) -> Q:
    """From `starts_at` on and before `ends_at`, by one clock."""
    before_end = Q() if ends_at is None else Q(**{f"{clock}__lt": ends_at})
    return Q(**{f"{clock}__gte": starts_at}) & before_end


def _taken_by(join: Join) -> Q:
    """The messages of one join. A claim by one clock takes those whose clock stood apart, and none that come after it."""
    mine = Q(monitor_id=join.monitor_id)
    if join.by_clock == Binding.Clock.BOTH:
        return mine & by_both(join.starts_at, join.ends_at)
    clock = OURS if join.by_clock == Binding.Clock.OURS else MONITORS
    return mine & Q(behind=True, received_at__lte=join.bound_at) & within(clock, join.starts_at, join.ends_at)
