"""The checks are complete: every gate stands open, or a psychiatrist signed why it may be passed."""

from datetime import datetime

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session
from firstlight.apps.infusion.queries.gates import as_they_stood, gates_of_start


@action(verb="session.checks.completed", permission="session.check")
def make_ready(act: Act, *, session_id: int, at: datetime | None = None) -> int:
    """The id of the move. Raises GatesShut naming each gate that does not stand open, with its reason."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    policies.check_move(session, "make_ready")
    gates = gates_of_start(session_id, clock.now())
    policies.check_gates(gates, "The checks are not complete.")
    move = move_session(act, session, "make_ready", at=at, detail={"gates": as_they_stood(gates)})
    keep(act, session, "state")
    return move.pk
