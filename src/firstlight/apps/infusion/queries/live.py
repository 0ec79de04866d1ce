"""What the live stream asks, many times a minute: plain tuples, one query each, no rows made into objects."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q

from firstlight.apps.infusion.models import Binding, MonitorMessage, Session
from firstlight.apps.infusion.queries.belonging import is_by_both
from firstlight.apps.infusion.states import IN_A_BAY


class MessageRow(NamedTuple):
    """`readings` is the stored JSON, passed on as it is."""

    id: int
    monitor_id: int
    effective_at: datetime
    received_at: datetime
    readings: str


class BindingRow(NamedTuple):
    """Where one monitor's feed goes now."""

    monitor_id: int
    session_id: int
    clinic_id: int
    starts_at: datetime

    def takes(self, row: MessageRow) -> bool:
        """Whether a message of this monitor is the session's: not one that came before, nor one measured before."""
        return is_by_both(self.starts_at, row.effective_at, row.received_at)


def session_versions(clinic_id: int, day: date) -> list[tuple[int, int]]:
    """(session id, version) of everything on the clinic's board that day: its own sessions and whoever is in a bay."""
    rows = Session.objects.filter(Q(planned_day=day) | Q(state__in=IN_A_BAY), clinic_id=clinic_id)
    return list(rows.order_by("id").values_list("id", "version"))


def messages_after(last_id: int, limit: int, monitor_ids: Collection[int] | None = None) -> list[MessageRow]:
    """Stored messages with an id above `last_id`, oldest first, at most `limit`; of these monitors, or of all."""
    rows = MonitorMessage.objects.filter(id__gt=last_id).order_by("id")
    if monitor_ids is not None:
        rows = rows.filter(monitor_id__in=monitor_ids)
    found = rows.values_list("id", "monitor_id", "effective_at", "received_at", "readings")[:limit]
    return [MessageRow(*row) for row in found]


def open_bindings(clinic_id: int | None = None) -> list[BindingRow]:
    """Which monitor's feed goes to which session at this moment, in one clinic or in all."""
    rows = Binding.objects.filter(ends_at__isnull=True).order_by("id")
    if clinic_id is not None:
        rows = rows.filter(session__clinic_id=clinic_id)
    found = rows.values_list("monitor_id", "session_id", "session__clinic_id", "starts_at")
    return [BindingRow(*row) for row in found]


def last_message_id() -> int:
    """The id of the newest stored message, 0 when there is none."""
    return MonitorMessage.objects.order_by("-id").values_list("id", flat=True).first() or 0
