"""Give a member of staff a role in this clinic."""

from datetime import date

from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.models import RoleHeld
from firstlight.apps.people.queries import roles_held, staff_member, today
from firstlight.apps.refusals import Invalid


@action(verb="staff.role.given", permission="staff.manage")
def give_role(
    act: Act, *, staff_id: int, clinic_id: int, role: str, since: date | None = None, until: date | None = None
) -> int:
    """`until` is the last day it is held. Raises Invalid where it is held already, Forbidden for oneself."""
    act.allow(clinic_id)
    staff, begins = staff_member(staff_id), since or today()
    policies.check_here(staff)
    policies.check_not_oneself(act.actor, staff, "gives a role to")
    if until is not None and until < begins:
        raise Invalid("The last day comes before the first.", "until")
    if roles_held(begins).filter(staff=staff, clinic_id=clinic_id, role=role).exists():
        raise Invalid(f"{staff} holds this role here already.", "role")
    held = RoleHeld.objects.create(staff=staff, clinic_id=clinic_id, role=role, since=begins, until=until)
    act.record(subject=staff, clinic_id=clinic_id, name=staff.get_full_name(), role=role, since=begins, until=until)
    return held.pk
