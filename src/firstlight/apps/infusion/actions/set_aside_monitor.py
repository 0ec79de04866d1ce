"""A monitor that nobody here has ever placed is said to be not ours: it is hidden, and what it sends is refused with the
reason. Nothing of it is lost; placing it takes it back."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.locking import locked_monitor
from firstlight.apps.infusion.models import Monitor
from firstlight.apps.infusion.queries import silent_strangers
from firstlight.apps.refusals import Conflict


@action(verb="monitor.set_aside", permission="places.manage")
def set_aside_monitor(act: Act, *, monitor_id: int, clinic_id: int, silent_ones: bool = False) -> int:
    """The monitor's id. With `silent_ones` also every other one that nobody placed, was never joined, and is silent now.

    Raises Conflict where it is placed, or joined to a session.
    """
    monitor = locked_monitor(monitor_id)
    act.allow(clinic_id)
    if monitor.clinic_id is not None:
        raise Conflict(f"{monitor} is placed in a clinic, and so is one of ours.")
    policies.check_not_in_use(monitor)
    now = clock.now()
    others = [row.pk for row in silent_strangers(now) if row.pk != monitor.pk] if silent_ones else []
    for first in range(0, len(others), 500):
        Monitor.objects.filter(pk__in=others[first : first + 500]).update(set_aside_at=now)
    monitor.set_aside_at = now
    monitor.save(update_fields=["set_aside_at"])
    act.record(subject=monitor, clinic_id=clinic_id, identifier=monitor.identifier, others=len(others))
    act.changed(clinic_id)
    return monitor.pk
