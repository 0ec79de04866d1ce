"""A nurse takes a session on, or hands it over. Prompts ask this person first."""

from firstlight.apps.action import Act, action
from firstlight.apps.infusion import permissions, policies
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session


@action(verb="session.nurse.assigned", permission="session.check")
def assign_nurse(act: Act, *, session_id: int, nurse_id: int) -> int:
    """The session's id. Raises Invalid for somebody who does not record observations in this clinic."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    policies.check_not_over(session)
    before, session.nurse_id = session.nurse_id, permissions.check_nurse(nurse_id, session.clinic_id)
    keep(act, session, "nurse", nurse_id=nurse_id, nurse_id_before=before)
    return session.pk
