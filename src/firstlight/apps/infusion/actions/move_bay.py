"""The person changes chairs, or a booking is given another bay."""

from django.db import IntegrityError, transaction

from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session
from firstlight.apps.infusion.queries.protocols import parsed
from firstlight.apps.infusion.states import State


@action(verb="session.bay.changed", permission="session.check")
def move_bay(act: Act, *, session_id: int, bay_id: int) -> int:
    """The session's id. A monitor's feed stays with the session. Raises Conflict where the bay is taken."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    policies.check_not_over(session)
    bay, before = policies.bay_for(session, bay_id), session.bay_id
    if State(session.state).in_a_bay:
        policies.check_bay_empty(session, bay)
    else:
        span = policies.planned_span(session.planned_start, parsed(session.protocol))
        policies.check_bay_free(bay, span, session.pk)
    session.bay_id = bay.pk
    try:
        with transaction.atomic():
            keep(act, session, "bay", bay=bay.number, bay_id=bay.pk, bay_id_before=before)
    except IntegrityError as fault:
        raise policies.seat_taken(fault, bay) from fault
    return session.pk
