"""End a role that somebody holds in this clinic."""

from datetime import date

from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.models import RoleHeld
from firstlight.apps.refusals import IllegalMove, NotThere


@action(verb="staff.role.ended", permission="staff.manage")
def end_role(act: Act, *, role_held_id: int, clinic_id: int, last_day: date) -> int:
    """A last day that is over ends it at once. Raises IllegalMove where it ended before that, Forbidden for oneself."""
    act.allow(clinic_id)
    held = RoleHeld.objects.select_for_update(no_key=True).filter(pk=role_held_id, clinic_id=clinic_id).first()
    if held is None:
        raise NotThere("Nobody holds this role in your clinic. Open the staff list again.")
    policies.check_not_oneself(act.actor, held.staff, "ends a role of")
    if held.until is not None and held.until <= last_day:
        raise IllegalMove(f"This role ended on {held.until:%d-%b-%Y} already.")
    held.until = last_day
    held.save()
    act.record(
        subject=held.staff, clinic_id=clinic_id, name=held.staff.get_full_name(), role=held.role, last_day=last_day
    )
    return held.pk
