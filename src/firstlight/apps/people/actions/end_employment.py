"""A leaver: their roles end everywhere and every screen of theirs is signed out at once. The row stays, for the record."""

from django.db.models import Q

from firstlight.apps.action import Act, action
from firstlight.apps.people import anothers_sign_in, policies
from firstlight.apps.people.models import RoleHeld, Staff
from firstlight.apps.people.queries import member_of, today


@action(verb="staff.left", permission="staff.manage")
def end_employment(act: Act, *, staff_id: int, clinic_id: int) -> int:
    """Raises NotThere for somebody of another clinic, IllegalMove for somebody who has left already, Forbidden for
    somebody who also works where the actor is no manager: there, only their role here can be ended."""
    act.allow(clinic_id)
    policies.check_not_oneself(act.actor, member_of(clinic_id, staff_id), "ends the employment of")
    staff = Staff.objects.select_for_update(no_key=True).get(pk=staff_id)
    policies.check_here(staff)
    anothers_sign_in.check_manages_everywhere(act.actor, staff, act.name.permission)
    staff.is_active, staff.left_on = False, today()
    staff.set_unusable_password()
    staff.save()
    for held in RoleHeld.objects.filter(Q(until=None) | Q(until__gt=today()), staff=staff):
        held.until = today()
        held.save()
    act.record(subject=staff, clinic_id=clinic_id, name=staff.get_full_name())
    act.changed(clinic_id)
    return staff.pk
