"""One change of state: the row that records it, and the session's own state with it."""

from datetime import datetime
from typing import Any

from firstlight.apps import clock
from firstlight.apps.action import Act
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.models import Move, Session


def move_session(
    act: Act,
    session: Session,
    name: str,
    *,
    at: datetime | None = None,
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> Move:
    """Make the move on a locked session; the caller keeps the session afterwards. Raises IllegalMove and Invalid."""
    step = policies.check_move(session, name)
    policies.check_reason(step, reason)
    now = clock.now()
    earliest, what = policies.follows(session)
    move = Move.objects.create(
        session=session,
        move=name,
        before=session.state,
        after=step.after.value,
        reason=reason.strip(),
        detail=detail or {},
        effective_at=policies.moment(at, now, earliest, what),
        recorded_at=now,
        by_id=act.actor.staff_id,
    )
    session.state = step.after.value
    return move
