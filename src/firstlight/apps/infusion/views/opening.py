"""Opening a session's page: only in the clinic worked in, only for whoever may open the person's record, and written in
the read log before the page is shown. What a script fetches again for a page that is open is no second reading."""

from firstlight.apps import clock, reading
from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.queries import SessionRecord, session_record, session_row
from firstlight.apps.refusals import NotThere
from firstlight.apps.request import ClinicRequest


def opened_session(request: ClinicRequest, session_id: int, page: str) -> SessionRecord:
    """The whole record. Raises NotThere, NeedsReason, Forbidden."""
    open_session(request, session_id, page)
    return session_record(session_id, clock.now())


def open_session(request: ClinicRequest, session_id: int, page: str = "session") -> Session:
    """The row of a session whose page is about to be shown. Raises NotThere, NeedsReason, Forbidden."""
    row = session_here(request, session_id)
    again = "X-Background" in request.headers or request.method != "GET"
    (reading.still_open if again else reading.opened)(request, row.patient_id, page)
    return row


def session_part(request: ClinicRequest, session_id: int) -> Session:
    """The row alone, for a form that belongs to an open page. Raises NotThere, NeedsReason, Forbidden."""
    row = session_here(request, session_id)
    reading.still_open(request, row.patient_id, _form_asked_for(request))
    return row


def session_file(request: ClinicRequest, session_id: int, page: str) -> Session:
    """The row, for a file that leaves the screen: each time it is fetched is a reading. Raises as `open_session`."""
    row = session_here(request, session_id)
    reading.opened(request, row.patient_id, page)
    return row


def session_here(request: ClinicRequest, session_id: int) -> Session:
    """The session, if it is one of the clinic worked in. Raises NotThere."""
    row = session_row(session_id)
    if row.clinic_id != request.clinic.pk:
        raise NotThere("There is no such session in this clinic. Go back to the board and open it from there.")
    return row


def _form_asked_for(request: ClinicRequest) -> str:
    """ "session: record consent", by the name of the page's address."""
    match = request.resolver_match
    return f"session: {(match.url_name or '').replace('-', ' ')}" if match else "session"
