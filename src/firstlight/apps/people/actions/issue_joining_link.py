"""A manager hands somebody a link with which they set a password: a joiner's first, or after it was forgotten."""

from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.queries import member_of


@action(verb="staff.joining_link.issued", permission="staff.manage")
def issue_joining_link(act: Act, *, staff_id: int, clinic_id: int) -> int:
    """The link itself is made from the row by whoever shows it, works once, and is kept nowhere."""
    act.allow(clinic_id)
    staff = member_of(clinic_id, staff_id)
    policies.check_here(staff)
    act.record(subject=staff, clinic_id=clinic_id, name=staff.get_full_name())
    return staff.pk
