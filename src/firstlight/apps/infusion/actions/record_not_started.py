"""The drug will not be given at this visit: the person did not come, or a gate stays shut. The bay is free again."""

from datetime import datetime

from firstlight.apps.action import Act, action
from firstlight.apps.infusion.actions.writing.bindings import end_feed
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session


@action(verb="session.not_started", permission="session.check")
def record_not_started(act: Act, *, session_id: int, reason: str, at: datetime | None = None) -> int:
    """The id of the move. A monitor's feed is unbound with it. Raises Invalid without a reason."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    move = move_session(act, session, "not_start", at=at, reason=reason)
    if session.arrived_at is not None:
        session.left_at = move.effective_at
    end_feed(act, session, move.effective_at)
    keep(act, session, "state", "left_at", reason=move.reason)
    return move.pk
