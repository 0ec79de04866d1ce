"""Answering a gate, and signing to go on although one is not met."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from firstlight.apps.infusion.actions.answer_gate import answer_gate as answer_action
from firstlight.apps.infusion.actions.override_gate import override_gate as override_action
from firstlight.apps.infusion.forms.gates import OverrideForm, gate_form
from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.queries import protocol_in
from firstlight.apps.infusion.views.opening import session_part
from firstlight.apps.infusion.views.recording import session_form
from firstlight.apps.page import page
from firstlight.apps.refusals import NotThere
from firstlight.apps.request import ClinicRequest
from firstlight.clinical.protocol.protocol import Gate, Protocol


@page("session.check")
@require_http_methods(["GET", "POST"])
def answer_gate(request: ClinicRequest, session_id: int, gate: str) -> HttpResponse:
    """What was found at one gate."""
    session = session_part(request, session_id)
    protocol = protocol_in(session.clinic_id, session.protocol_id).protocol
    asked = _gate(protocol, gate)
    try:
        form = gate_form(gate, protocol, request.POST or None)
    except KeyError:
        raise NotThere(
            "This gate has no form of its own. Go back to the session: it says where it is settled."
        ) from None
    return session_form(
        request,
        session,
        form,
        lambda: answer_action(request.actor, key=form.key, session_id=session_id, gate=gate, answer=form.answer()),
        title=asked.label,
        button="Save answer",
        done=f"{asked.label}: answer saved, signed {request.actor.name}.",
        intro=f"The protocol asks: {asked.met_when}.",
        back=_back(session),
    )


@page("session.override")
@require_http_methods(["GET", "POST"])
def override_gate(request: ClinicRequest, session_id: int, gate: str) -> HttpResponse:
    """A psychiatrist signs that the session may go on."""
    session = session_part(request, session_id)
    asked = _gate(protocol_in(session.clinic_id, session.protocol_id).protocol, gate)
    form = OverrideForm(request.POST or None)
    return session_form(
        request,
        session,
        form,
        lambda: override_action(
            request.actor, key=form.key, session_id=session_id, gate=gate, reason=form.cleaned_data["reason"]
        ),
        title=f"Go on although not met: {asked.label}",
        button="Sign and go on",
        done=f"{asked.label}: signed by {request.actor.name}.",
        intro=f"The protocol asks: {asked.met_when}. Your name and your reason stay on the record.",
        back=_back(session),
    )


def _gate(protocol: Protocol, key: str) -> Gate:
    """One gate of the start or of leaving. Raises NotThere."""
    found = getattr(protocol.start_gates, key, None) or getattr(protocol.leaving_gates, key, None)
    if not isinstance(found, Gate):
        raise NotThere("There is no such gate in this protocol. Go back to the session and choose one from its list.")
    return found


def _back(session: Session) -> str:
    return reverse("session", args=[session.pk]) + "#gates"
