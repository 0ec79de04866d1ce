"""The person goes to a hospital bed: this session ends, and the reason says where and why."""

from datetime import datetime

from firstlight.apps.action import Act, action
from firstlight.apps.infusion.actions.writing.bindings import end_feed
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session


@action(verb="session.admitted", permission="session.leave")
def record_admission(act: Act, *, session_id: int, reason: str, at: datetime | None = None) -> int:
    """The id of the move. Raises Invalid without a reason, IllegalMove while the drug is being given: stop it first."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    move = move_session(act, session, "admit", at=at, reason=reason)
    session.ended_at = session.ended_at or move.effective_at
    session.left_at = move.effective_at
    end_feed(act, session, move.effective_at)
    keep(act, session, "state", "ended_at", "left_at", reason=move.reason)
    return move.pk
