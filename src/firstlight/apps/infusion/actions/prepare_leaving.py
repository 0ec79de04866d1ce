"""The checks before leaving begin. Nothing here says that anybody is fit to leave: a nurse signs that."""

from datetime import datetime

from firstlight.apps.action import Act, action
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session


@action(verb="session.leaving.begun", permission="session.leave")
def prepare_leaving(act: Act, *, session_id: int, at: datetime | None = None) -> int:
    """The id of the move. Raises IllegalMove, saying what happened instead."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    move = move_session(act, session, "prepare_leaving", at=at)
    keep(act, session, "state")
    return move.pk
