"""After a stop, recovery begins. The person is looked after as if the whole dose had been given."""

from datetime import datetime

from firstlight.apps.action import Act, action
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session


@action(verb="session.recovery.begun", permission="session.give")
def begin_recovery(act: Act, *, session_id: int, at: datetime | None = None) -> int:
    """The id of the move. Raises IllegalMove, saying what happened instead."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    move = move_session(act, session, "recover", at=at)
    keep(act, session, "state")
    return move.pk
