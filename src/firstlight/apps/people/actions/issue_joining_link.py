"""A manager hands somebody a link with which they set a password: a joiner's first, or after it was forgotten."""

from firstlight.apps.action import Act, action
from firstlight.apps.people import anothers_sign_in, policies
from firstlight.apps.people.models import Staff
from firstlight.apps.people.queries import member_of


@action(verb="staff.joining_link.issued", permission="staff.manage")
def issue_joining_link(act: Act, *, staff_id: int, clinic_id: int) -> int:
    """The link itself is made from the row by whoever shows it, works once, and is kept nowhere.

    Raises Forbidden for somebody who also works where the actor is no manager, and after resetting their second factor.
    """
    act.allow(clinic_id)
    member_of(clinic_id, staff_id)
    staff = Staff.objects.select_for_update(no_key=True).get(
        pk=staff_id
    )  # the other half waits here, and then sees this one
    policies.check_here(staff)
    anothers_sign_in.check_manages_everywhere(act.actor, staff, act.name.permission)
    anothers_sign_in.check_second_manager(act.actor, staff, anothers_sign_in.RESET)
    act.record(subject=staff, clinic_id=clinic_id, name=staff.get_full_name())
    return staff.pk
