"""The whole of the infusion has been given, and recovery begins."""

from datetime import datetime

from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.given import add_nothing
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session


@action(verb="session.completed", permission="session.give")
def complete_infusion(act: Act, *, session_id: int, at: datetime | None = None) -> int:
    """The id of the last administration, a rate of nothing, or of the move where no pump ran.

    Raises IllegalMove, saying what happened instead, or what of a dose in parts is left.
    """
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    prescription = policies.prescription_of(session)
    policies.check_move(session, "complete")
    policies.check_all_given(session, prescription)
    move = move_session(act, session, "complete", at=at)
    ended = add_nothing(act, session, prescription, move)
    session.ended_at = move.effective_at
    keep(act, session, "state", "ended_at")
    return ended
