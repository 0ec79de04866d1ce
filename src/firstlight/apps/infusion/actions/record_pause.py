"""The pump was paused, or the next spray device held back. What is written follows what was done, and drives nothing."""

from datetime import datetime

from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.given import add_nothing
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session


@action(verb="session.paused", permission="session.give")
def record_pause(act: Act, *, session_id: int, at: datetime | None = None, reason: str = "") -> int:
    """The id of the administration, a rate of nothing, or of the move where no pump runs.

    Raises IllegalMove, saying what happened instead.
    """
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    move = move_session(act, session, "pause", at=at, reason=reason)
    paused = add_nothing(act, session, policies.prescription_of(session), move)
    keep(act, session, "state", reason=move.reason)
    return paused
