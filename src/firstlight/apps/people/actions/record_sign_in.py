"""Somebody signed in. Kept by the system, since rights come only after it."""

from firstlight.apps.action import Act, action
from firstlight.apps.people.queries import staff_member


@action(verb="sign_in.began", permission="sign_in.log")
def record_sign_in(act: Act, *, staff_id: int, how: str, address: str) -> int:
    """`how` is "password", "passkey" or "demonstration"; `address` is the network address it came from."""
    act.allow(None)
    staff = staff_member(staff_id)
    act.record(subject=staff, name=staff.get_full_name(), how=how, address=address)
    return staff.pk
