"""The common part of a line: when it happened, when it was written down, and by whom."""

from datetime import datetime
from typing import Any

from firstlight.apps import clock
from firstlight.apps.action import Act
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.models import Session


def written(act: Act, session: Session, at: datetime | None) -> dict[str, Any]:
    """The columns of a line beside the plan. It may come late, but not from before the arrival or after the leaving."""
    policies.check_somebody_came(session)
    now = clock.now()
    at = policies.moment(at, now, session.arrived_at, '"Arrival recorded"')
    policies.check_still_here(session, at)
    return {"session": session, "effective_at": at, "recorded_at": now, "by_id": act.actor.staff_id}
