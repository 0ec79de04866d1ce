"""The person is not going yet: back to recovery, and say why."""

from datetime import datetime

from firstlight.apps.action import Act, action
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session


@action(verb="session.recovery.resumed", permission="session.leave")
def return_to_recovery(act: Act, *, session_id: int, reason: str, at: datetime | None = None) -> int:
    """The id of the move. Raises Invalid without a reason, IllegalMove where the state does not allow it."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    move = move_session(act, session, "return_to_recovery", at=at, reason=reason)
    keep(act, session, "state", reason=move.reason)
    return move.pk
