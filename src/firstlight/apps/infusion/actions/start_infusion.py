"""The drug begins. Giving is second-checked by name, done once however often the button is pressed, and never queued."""

from datetime import datetime

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import permissions, policies
from firstlight.apps.infusion.actions.writing.given import add_rate
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session
from firstlight.apps.infusion.queries.gates import as_they_stood, gates_of_start


@action(verb="session.started", permission="session.give")
def start_infusion(act: Act, *, session_id: int, checked_by_id: int | None, at: datetime | None = None) -> int:
    """The id of the first administration, at the prescribed rate and concentration.

    The gates are looked at again here, under the lock: what was open an hour ago may have shut since.
    Raises Invalid without a second person, GatesShut with every reason, IllegalMove saying who started it already.
    """
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    policies.check_move(session, "start")
    second = permissions.check_second_person(act.actor, checked_by_id, session.clinic_id)
    gates = gates_of_start(session_id, clock.now())
    policies.check_gates(gates, "The infusion may not start yet.")
    prescription = policies.prescription_of(session)
    move = move_session(act, session, "start", at=at, detail={"gates": as_they_stood(gates)})
    given = add_rate(
        act,
        session,
        move.effective_at,
        prescription.rate_ml_h,
        prescription.concentration_mg_ml,
        move=move,
        checked_by_id=second,
    )
    session.started_at = move.effective_at
    keep(act, session, "state", "started_at", checked_by_id=second, rate_ml_h=str(given.rate_ml_h))
    return given.pk
