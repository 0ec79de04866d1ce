"""Too many failed sign-ins: this person is locked out from this network address for a while."""

from firstlight.apps.action import Act, action
from firstlight.apps.people.models import Staff


@action(verb="sign_in.locked_out", permission="sign_in.log")
def record_lock_out(act: Act, *, email: str, address: str) -> int:
    """Returns the id of whom it was meant for, 0 where there is none."""
    act.allow(None)
    staff = Staff.objects.filter(email__iexact=email).first()
    act.record(subject=staff, name=staff.get_full_name() if staff else "nobody here", address=address)
    return staff.pk if staff else 0
