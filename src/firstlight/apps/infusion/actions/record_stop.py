"""The infusion was stopped before its end. The reason is part of the record; what was not given is left to account for."""

from datetime import datetime

from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.given import add_nothing
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session


@action(verb="session.stopped", permission="session.give")
def record_stop(act: Act, *, session_id: int, reason: str, at: datetime | None = None) -> int:
    """The id of the last administration, a rate of nothing, or of the move where no pump ran.

    Raises IllegalMove, saying what happened instead.
    """
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    move = move_session(act, session, "stop", at=at, reason=reason)
    ended = add_nothing(act, session, policies.prescription_of(session), move)
    session.ended_at = move.effective_at
    keep(act, session, "state", "ended_at", reason=move.reason)
    return ended
