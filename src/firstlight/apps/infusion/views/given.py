"""What was given and what happened: a change of rate, the next device, an event."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.record_dose import record_dose as dose_action
from firstlight.apps.infusion.actions.record_event import record_event as event_action
from firstlight.apps.infusion.actions.record_rate import record_rate as rate_action
from firstlight.apps.infusion.forms.doses import DoseForm, part_field
from firstlight.apps.infusion.forms.moves import EventForm, RateForm
from firstlight.apps.infusion.queries.protocols import protocol_of
from firstlight.apps.infusion.views.opening import session_part
from firstlight.apps.infusion.views.recording import session_form
from firstlight.apps.page import page
from firstlight.apps.request import ClinicRequest


@page("session.give")
@require_http_methods(["GET", "POST"])
def record_rate(request: ClinicRequest, session_id: int) -> HttpResponse:
    """The rate at the pump was changed while it runs."""
    session = session_part(request, session_id)
    form = RateForm(request.POST or None)
    return session_form(
        request,
        session,
        form,
        lambda: rate_action(request.actor, key=form.key, session_id=session_id, **form.inputs()),
        title="Record rate",
        button="Record rate",
        done=f"Rate recorded, signed {request.actor.name}.",
        intro="Change the pump first. Firstlight does not control it.",
    )


@page("session.give")
@require_http_methods(["GET", "POST"])
def record_dose(request: ClinicRequest, session_id: int) -> HttpResponse:
    """The next spray device, or the rest of an injection."""
    session = session_part(request, session_id)
    prescription = policies.prescription_of(session)
    policies.check_in_parts(prescription)
    form = DoseForm(part_field(protocol_of(session), prescription), request.POST or None)
    said = "Record device" if prescription.given_by == "spray" else "Record injection"
    return session_form(
        request,
        session,
        form,
        lambda: dose_action(request.actor, key=form.key, session_id=session_id, **form.inputs()),
        title=said,
        button=said,
        done=f"Recorded, signed {request.actor.name}.",
        intro="Give it first, then record what went in. The last one ends the giving.",
    )


@page("session.observe")
@require_http_methods(["GET", "POST"])
def record_event(request: ClinicRequest, session_id: int) -> HttpResponse:
    """Something happened besides the plan."""
    session = session_part(request, session_id)
    form = EventForm(request.POST or None)
    return session_form(
        request,
        session,
        form,
        lambda: event_action(request.actor, key=form.key, session_id=session_id, **form.inputs()),
        title="Record event",
        button="Record event",
        done=f"Event recorded, signed {request.actor.name}.",
    )
