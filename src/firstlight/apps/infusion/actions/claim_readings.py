"""Readings that a monitor sent before anybody joined it are claimed for the session they were taken in."""

from datetime import datetime

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_monitor, locked_session
from firstlight.apps.infusion.models import Binding


@action(verb="feed.claimed", permission="monitor.bind")
def claim_readings(
    act: Act,
    *,
    session_id: int,
    monitor_id: int,
    starts_at: datetime,
    compared: dict[str, bool],
    ends_at: datetime | None = None,
) -> int:
    """The id of the binding, which has ended already. Without `ends_at`, up to the present binding or to now.

    Raises Invalid for a time before the arrival or after the leaving, Conflict where another session has part of it.
    """
    session, monitor = locked_session(session_id), locked_monitor(monitor_id)
    act.allow(session.clinic_id)
    policies.check_place(monitor, session)
    now = clock.now()
    until = policies.claimed_until(session, monitor, ends_at, now)
    policies.check_claim(session, starts_at, until, now)
    policies.check_no_overlap(monitor, session, starts_at, until)
    binding = Binding.objects.create(
        session=session,
        monitor=monitor,
        starts_at=starts_at,
        ends_at=until,
        bound_at=now,
        bound_by_id=act.actor.staff_id,
        ended_by_id=act.actor.staff_id,
        confirmed=policies.check_compared(compared),
    )
    keep(act, session, monitor_id=monitor.pk, starts_at=starts_at.isoformat(), ends_at=until.isoformat())
    return binding.pk
