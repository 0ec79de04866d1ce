"""Somebody changed how they sign in: a password, an authenticator app, a passkey, recovery codes."""

from firstlight.apps.action import Act, action
from firstlight.apps.people.queries import staff_member


@action(verb="sign_in.credential_changed", permission="sign_in.log")
def record_credential_change(act: Act, *, staff_id: int, what: str) -> int:
    """`what` changed, in words. The credential itself is never kept here."""
    act.allow(None)
    staff = staff_member(staff_id)
    act.record(subject=staff, name=staff.get_full_name(), what=what)
    return staff.pk
