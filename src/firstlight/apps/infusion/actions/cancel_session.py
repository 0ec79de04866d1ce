"""A booking is cancelled, by the person or by us. It stays on the record with who and why, and the bay is free again."""

from firstlight.apps.action import Act, action
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session


@action(verb="session.cancelled", permission="session.book")
def cancel_session(act: Act, *, session_id: int, reason: str) -> int:
    """The id of the move. Raises IllegalMove once somebody has arrived, and Invalid without a reason."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    move = move_session(act, session, "cancel", reason=reason)
    keep(act, session, "state", reason=move.reason)
    return move.pk
