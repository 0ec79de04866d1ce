"""Fit to leave is a nurse's signature. The page lists what is recorded, missing and outside the protocol; whoever signs
against one of those says why in words, and the list stays on the record as it stood."""

from datetime import datetime

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import permissions, policies
from firstlight.apps.infusion.actions.writing.bindings import end_feed
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session
from firstlight.apps.infusion.queries.gates import as_they_stood, gates_of_leaving


@action(verb="session.left", permission="session.leave")
def sign_leaving(
    act: Act, *, session_id: int, reasons: dict[str, str] | None = None, at: datetime | None = None
) -> int:
    """The id of the move. `reasons` is by gate. Raises ReasonsMissing for a gate that is not met and has no reason."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    permissions.check_named(act.actor)
    policies.check_move(session, "leave")
    gates = gates_of_leaving(session_id, at or clock.now())
    given = policies.reasons_at(gates, reasons or {})
    move = move_session(act, session, "leave", at=at, detail={"gates": as_they_stood(gates), "reasons": given})
    session.left_at = move.effective_at
    end_feed(act, session, move.effective_at)
    keep(act, session, "state", "left_at", reasons=given)
    return move.pk
