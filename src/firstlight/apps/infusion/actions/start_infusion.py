"""The drug begins. Giving is second-checked by name, done once however often the button is pressed, and never queued."""

from datetime import datetime
from decimal import Decimal

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import permissions, policies
from firstlight.apps.infusion.actions.writing.given import add_dose, add_rate, end_if_whole
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session
from firstlight.apps.infusion.models import GivenEntry, Move, Session
from firstlight.apps.infusion.queries.gates import as_they_stood, gates_of_start
from firstlight.apps.medicines.queries import Prescribed


@action(verb="session.started", permission="session.give")
def start_infusion(
    act: Act,
    *,
    session_id: int,
    checked_by_id: int | None,
    at: datetime | None = None,
    dose_mg: Decimal | None = None,
    confirmed: bool = False,
) -> int:
    """The id of the first administration: the prescribed rate, the injection, or the first device.

    `dose_mg` is what went in of an injection or a device, the whole of it when None. An injection given whole, or a single
    device, ends the giving as well. The gates are looked at again here, under the lock: what was open an hour ago may have
    shut since. Raises Invalid without a second person, GatesShut with every reason, NeedsConfirmation for more than is
    prescribed, IllegalMove saying who started it already.
    """
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    policies.check_move(session, "start")
    second = permissions.check_second_person(act.actor, checked_by_id, session.clinic_id)
    gates = gates_of_start(session_id, clock.now())
    policies.check_gates(gates, "The infusion may not start yet.")
    prescription = policies.prescription_of(session)
    move = move_session(act, session, "start", at=at, detail={"gates": as_they_stood(gates)})
    given = _first(act, session, prescription, move, second, dose_mg, confirmed)
    session.started_at = move.effective_at
    ended = ["ended_at"] if prescription.given_by != "rate" and end_if_whole(act, session, prescription, given) else []
    keep(act, session, "state", "started_at", *ended, checked_by_id=second, given=str(given))
    return given.pk


def _first(
    act: Act,
    session: Session,
    prescription: Prescribed,
    move: Move,
    second: int,
    dose_mg: Decimal | None,
    confirmed: bool,
) -> GivenEntry:
    """The first line of the list, looked at by two people."""
    at = move.effective_at
    if prescription.given_by == "rate":
        rate, strength = policies.pump_of(prescription)
        return add_rate(act, session, at, rate, strength, move=move, checked_by_id=second)
    dose = policies.checked_dose(session, prescription, dose_mg, at, confirmed)
    return add_dose(act, session, prescription.given_by, at, dose, move=move, checked_by_id=second)
