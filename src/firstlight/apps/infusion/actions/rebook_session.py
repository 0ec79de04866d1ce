"""A booking is moved to another time, day or bay. What it was before stays on the record, with who moved it and why."""

from datetime import datetime

from django.db import IntegrityError, transaction

from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.locking import locked_session
from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.queries.protocols import parsed
from firstlight.apps.refusals import Invalid


@action(verb="session.rebooked", permission="session.book")
def rebook_session(
    act: Act, *, session_id: int, planned_start: datetime, bay_id: int | None = None, reason: str = ""
) -> int:
    """The id of the move. `bay_id` None leaves the bay to be decided on arrival.

    Raises IllegalMove once somebody has arrived or cancelled it, and Conflict for a bay or a day that is taken.
    """
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    policies.check_move(session, "rebook")
    policies.check_day_to_come(planned_start)
    bay = None if bay_id is None else policies.bay_for(session, bay_id)
    if (planned_start, bay_id) == (session.planned_start, session.bay_id):
        raise Invalid("It is booked so already. Change the day, the time or the bay.", "planned_start")
    if bay is not None:
        policies.check_bay_free(bay, policies.planned_span(planned_start, parsed(session.protocol)), session.pk)
    before = {"was_at": session.planned_start.isoformat(), "was_in": _number(session)}
    after = {"planned_start": planned_start.isoformat(), "bay": bay.number if bay else None}
    move = move_session(act, session, "rebook", reason=reason, detail=before | after)
    session.planned_start, session.planned_day, session.bay_id = planned_start, day_of(planned_start), bay_id
    try:
        with transaction.atomic():
            keep(act, session, "planned_start", "planned_day", "bay", reason=move.reason, **before, **after)
    except IntegrityError as fault:
        raise policies.day_booked(fault, session.patient_id, session.planned_day) from fault
    return move.pk


def _number(session: Session) -> int | None:
    return session.bay.number if session.bay else None
