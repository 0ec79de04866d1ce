"""Put right what is written down of a member of staff."""

from dataclasses import asdict

from firstlight.apps.action import Act, action
from firstlight.apps.people import anothers_sign_in
from firstlight.apps.people.models import Staff
from firstlight.apps.people.queries import member_of
from firstlight.apps.people.seen import check_seen
from firstlight.apps.people.staff_details import StaffDetails, check_details, details_of, mark_of_details, put_in
from firstlight.apps.refusals import Invalid


@action(verb="staff.amended", permission="staff.manage")
def amend_staff(act: Act, *, staff_id: int, clinic_id: int, seen: str, details: StaffDetails) -> int:
    """`seen` is the mark of the details that were on the screen. Raises Moved where they have changed since, Invalid where
    the address is another person's, Forbidden for that of somebody who also works elsewhere.
    """
    act.allow(clinic_id)
    check_details(details)
    member_of(clinic_id, staff_id)
    if Staff.objects.filter(email__iexact=details.email).exclude(pk=staff_id).exists():
        raise Invalid("Another member of staff signs in with this address. Each needs one of their own.", "email")
    staff = Staff.objects.select_for_update(no_key=True).get(pk=staff_id)
    stored, before = details_of(staff), staff.email
    check_seen(seen, mark_of_details(stored), ", ".join(filter(None, asdict(stored).values())))
    put_in(staff, details)
    moved = staff.email != before
    if moved:
        anothers_sign_in.check_manages_everywhere(act.actor, staff, act.name.permission)
    staff.save()
    act.record(subject=staff, clinic_id=clinic_id, name=staff.get_full_name(), address_before=before if moved else "")
    return staff.pk
