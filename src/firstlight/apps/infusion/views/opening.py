"""Opening a session's page: only in the clinic worked in, only for whoever may open the person's record, and written in
the read log before the page is shown. What a script fetches again for the same page is no second reading."""

from firstlight.apps import clock
from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.queries import SessionRecord, session_record, session_row
from firstlight.apps.people import queries as people
from firstlight.apps.people.actions.open_record import open_record
from firstlight.apps.refusals import NotThere
from firstlight.apps.request import ClinicRequest


def opened_session(request: ClinicRequest, session_id: int, page: str = "session") -> SessionRecord:
    """The whole record. Raises NotThere, NeedsReason, Forbidden."""
    row = session_here(request, session_id)
    if "X-Background" in request.headers or request.method != "GET":
        people.patient_for(request.actor, request.clinic, row.patient_id)
    else:
        open_record(request.actor, patient_id=row.patient_id, clinic_id=request.clinic.pk, page=page)
    return session_record(session_id, clock.now())


def session_part(request: ClinicRequest, session_id: int) -> Session:
    """The row alone, for a form that belongs to an open page. Raises NotThere, NeedsReason, Forbidden."""
    row = session_here(request, session_id)
    people.patient_for(request.actor, request.clinic, row.patient_id)
    return row


def session_here(request: ClinicRequest, session_id: int) -> Session:
    """The session, if it is one of the clinic worked in. Raises NotThere."""
    row = session_row(session_id)
    if row.clinic_id != request.clinic.pk:
        raise NotThere("There is no such session in this clinic. Go back to the board and open it from there.")
    return row
