"""A sign-in that failed. An address that belongs to nobody here is not kept: it may be a password typed in its place."""

from firstlight.apps.action import Act, action
from firstlight.apps.people.models import Staff


@action(verb="sign_in.failed", permission="sign_in.log")
def record_failed_sign_in(act: Act, *, email: str, what: str, address: str) -> int:
    """`what` was wrong: "password" or "second factor". Returns the id of whom it was meant for, 0 where there is none."""
    act.allow(None)
    staff = Staff.objects.filter(email__iexact=email).first()
    act.record(subject=staff, name=staff.get_full_name() if staff else "nobody here", what=what, address=address)
    return staff.pk if staff else 0
