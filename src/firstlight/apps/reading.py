"""The read log. Whatever shows who a person is was opened by somebody, and that is written down before it is shown: each
page anew, and a part of a page unless the log itself says that this sign-in opened the record lately."""

from datetime import timedelta

from firstlight.apps import clock
from firstlight.apps.audit import queries as audit
from firstlight.apps.people.actions.open_record import open_record
from firstlight.apps.people.models import Patient
from firstlight.apps.people.queries import patient_for
from firstlight.apps.request import ClinicRequest

STILL_OPEN = timedelta(hours=1)  # a page that stays open for longer, refreshed by its script, is read anew


def opened(request: ClinicRequest, patient_id: int, page: str) -> Patient:
    """The person whose page is about to be shown. Raises NotThere, NeedsReason, Forbidden."""
    open_record(request.actor, patient_id=patient_id, clinic_id=request.clinic.pk, page=page)
    return patient_for(request.actor, request.clinic, patient_id)


def still_open(request: ClinicRequest, patient_id: int, page: str) -> Patient:
    """The person whose open page asks for a part of itself, or sends a form. What the browser says of itself counts for
    nothing: where the log holds no opening, this is one. Raises as `opened`."""
    person = patient_for(request.actor, request.clinic, patient_id)
    since = max(request.signed_in_at, clock.now() - STILL_OPEN)
    return person if audit.has_opened(request.actor.staff_id, person.pk, since) else opened(request, person.pk, page)
