"""A joiner: somebody begins to work here, or comes back. They sign in once they have followed their joining link."""

from datetime import date

from firstlight.apps.action import Act, action
from firstlight.apps.people.models import RoleHeld, Staff
from firstlight.apps.people.queries import today
from firstlight.apps.people.staff_details import StaffDetails, check_details, put_in
from firstlight.apps.refusals import Invalid


@action(verb="staff.joined", permission="staff.manage")
def add_staff(act: Act, *, clinic_id: int, details: StaffDetails, role: str, since: date | None = None) -> int:
    """With a first role in the clinic. Raises Invalid where the address belongs to somebody who works here already."""
    act.allow(clinic_id)
    check_details(details)
    staff = Staff.objects.filter(email__iexact=details.email).first() or Staff()
    if staff.is_active and staff.pk:
        raise Invalid(f"{staff} has this address and works here already. Give them a role in this clinic.", "email")
    put_in(staff, details)
    staff.is_active, staff.joined_on, staff.left_on = True, since or today(), None
    staff.set_unusable_password()
    staff.save()
    RoleHeld.objects.create(staff=staff, clinic_id=clinic_id, role=role, since=staff.joined_on)
    act.record(subject=staff, clinic_id=clinic_id, name=staff.get_full_name(), role=role)
    return staff.pk
