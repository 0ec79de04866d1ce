"""Put right what is written down of a member of staff."""

from firstlight.apps.action import Act, action
from firstlight.apps.people.models import Staff
from firstlight.apps.people.queries import member_of
from firstlight.apps.people.staff_details import StaffDetails, check_details, put_in
from firstlight.apps.refusals import Invalid


@action(verb="staff.amended", permission="staff.manage")
def amend_staff(act: Act, *, staff_id: int, clinic_id: int, details: StaffDetails) -> int:
    """Raises Invalid where the address is another person's."""
    act.allow(clinic_id)
    check_details(details)
    member_of(clinic_id, staff_id)
    if Staff.objects.filter(email__iexact=details.email).exclude(pk=staff_id).exists():
        raise Invalid("Another member of staff signs in with this address. Each needs one of their own.", "email")
    staff = Staff.objects.select_for_update().get(pk=staff_id)
    put_in(staff, details)
    staff.save()
    act.record(subject=staff, clinic_id=clinic_id, name=staff.get_full_name())
    return staff.pk
