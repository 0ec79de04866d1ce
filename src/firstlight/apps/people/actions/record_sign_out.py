"""A sign-in ended: by the person's wish, because nobody acted for too long, or because the person left."""

from firstlight.apps.action import Act, action
from firstlight.apps.people.queries import staff_member


@action(verb="sign_in.ended", permission="sign_in.log")
def record_sign_out(act: Act, *, staff_id: int, how: str) -> int:
    """`how` says why it ended, in words."""
    act.allow(None)
    staff = staff_member(staff_id)
    act.record(subject=staff, name=staff.get_full_name(), how=how)
    return staff.pk
