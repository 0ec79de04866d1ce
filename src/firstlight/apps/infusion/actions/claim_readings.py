"""Readings that belong to nobody are claimed for the session they were taken in: the monitor was not joined, or its clock
and ours put them at two times."""

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
    by_clock: str = Binding.Clock.BOTH,
) -> int:
    """The id of the binding, which has ended already. Without `ends_at`, up to the monitor's next binding or to now.

    `by_clock` is "both", "ours" where the monitor's clock is wrong, or "monitors" where the messages came late.
    Raises Invalid for a time before the arrival or after the leaving, Conflict where another session has part of it.
    """
    session, monitor = locked_session(session_id), locked_monitor(monitor_id)
    act.allow(session.clinic_id)
    policies.check_place(monitor, session)
    now = clock.now()
    policies.check_clock(by_clock)
    until = ends_at or policies.claimed_until(session, monitor, starts_at, by_clock, now)
    policies.check_claim(session, starts_at, until, now)
    binding = Binding(
        session=session,
        monitor=monitor,
        starts_at=starts_at,
        ends_at=until,
        by_clock=by_clock,
        bound_at=now,
        bound_by_id=act.actor.staff_id,
        ended_by_id=act.actor.staff_id,
        confirmed=policies.check_compared(compared),
    )
    policies.check_nobodys(binding)
    binding.save()
    window = {"starts_at": starts_at.isoformat(), "ends_at": until.isoformat(), "by_clock": by_clock}
    keep(act, session, monitor_id=monitor.pk, **window)
    return binding.pk
