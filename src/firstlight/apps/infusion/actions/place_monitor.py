"""A monitor heard for the first time is given a label, a clinic and a bay. Its bay says where it stands, never whose it is."""

from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.locking import locked_monitor
from firstlight.apps.people.permissions import check_may
from firstlight.apps.refusals import Invalid

MOST_LETTERS = 60


@action(verb="monitor.placed", permission="places.manage")
def place_monitor(act: Act, *, monitor_id: int, clinic_id: int, label: str, bay_id: int | None = None) -> int:
    """The monitor's id. Raises Conflict while its feed is joined to a session in another clinic."""
    monitor = locked_monitor(monitor_id)
    act.allow(clinic_id)
    if monitor.clinic_id not in (None, clinic_id):
        check_may(act.actor, act.name.permission, monitor.clinic_id)
        policies.check_not_in_use(monitor)
    if not 1 <= len(label.strip()) <= MOST_LETTERS:
        raise Invalid(f"Give the label that is on the monitor's case, in at most {MOST_LETTERS} letters.", "label")
    monitor.label, monitor.clinic_id, monitor.set_aside_at = label.strip(), clinic_id, None
    monitor.bay_id = None if bay_id is None else policies.bay_of(clinic_id, bay_id).pk
    monitor.save(update_fields=["label", "clinic", "bay", "set_aside_at"])
    act.record(subject=monitor, clinic_id=clinic_id, label=monitor.label, bay_id=bay_id)
    act.changed(clinic_id)
    return monitor.pk
