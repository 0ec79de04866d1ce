"""The person is here and takes a bay. A bay has one person at a time: two nurses pressing at once cannot both fill it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session
from firstlight.apps.people import queries as people


@action(verb="session.arrived", permission="session.check")
def record_arrival(act: Act, *, session_id: int, bay_id: int, at: datetime | None = None) -> int:
    """The id of the move. Raises Conflict where the bay is taken, or the person is already in another."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    policies.check_move(session, "arrive")
    people.hold_person(session.patient_id)
    bay = policies.bay_for(session, bay_id)
    policies.check_bay_empty(session, bay)
    move = move_session(act, session, "arrive", at=at)
    session.bay_id, session.arrived_at = bay.pk, move.effective_at
    try:
        with transaction.atomic():
            keep(act, session, "bay", "arrived_at", "state", bay=bay.number)
    except IntegrityError as fault:  # somebody took the bay between our look and our write
        raise policies.seat_taken(fault, bay) from fault
    return move.pk
