"""The pump was paused. What is written follows what was done at the pump, and never drives it."""

from datetime import datetime
from decimal import Decimal

from firstlight.apps.action import Act, action
from firstlight.apps.infusion.actions.writing.given import add_rate
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session


@action(verb="session.paused", permission="session.give")
def record_pause(act: Act, *, session_id: int, at: datetime | None = None, reason: str = "") -> int:
    """The id of the administration, a rate of nothing. Raises IllegalMove, saying what happened instead."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    move = move_session(act, session, "pause", at=at, reason=reason)
    given = add_rate(act, session, move.effective_at, Decimal(0), None, move=move)
    keep(act, session, "state", reason=move.reason)
    return given.pk
