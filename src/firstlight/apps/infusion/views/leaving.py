"""Leaving: what is recorded, what is missing, what lies outside the protocol, and a nurse's signature."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from firstlight.apps import clock
from firstlight.apps.infusion.actions.sign_leaving import sign_leaving
from firstlight.apps.infusion.forms.leaving import LeavingForm
from firstlight.apps.infusion.presenters.gates import gate_views
from firstlight.apps.infusion.queries import session_record
from firstlight.apps.infusion.states import State
from firstlight.apps.infusion.views.opening import session_part
from firstlight.apps.infusion.views.recording import session_form
from firstlight.apps.page import page
from firstlight.apps.refusals import IllegalMove
from firstlight.apps.request import ClinicRequest


@page("session.leave")
@require_http_methods(["GET", "POST"])
def leaving(request: ClinicRequest, session_id: int) -> HttpResponse:
    """The list as it stands, a reason at each line that is not met, and the signature."""
    session = session_part(request, session_id)
    if State(session.state) not in (State.RECOVERY, State.LEAVING, State.LEFT):
        raise IllegalMove("This session is not at its leaving checks. Go back to it and record what comes first.")
    record = session_record(session_id, clock.now())
    gates = gate_views(record)
    form = LeavingForm([gate.state for gate in gates], request.POST or None)
    return session_form(
        request,
        session,
        form,
        lambda: sign_leaving(
            request.actor,
            key=form.key,
            session_id=session_id,
            reasons=form.reasons(),
            at=form.cleaned_data["at"],
        ),
        title="Fit to leave",
        button=f"Sign fit to leave as {request.actor.name}",
        done=f"Signed fit to leave by {request.actor.name}.",
        template="infusion/leaving.html",
        recorded=[gate for gate in gates if gate.state.met is True],
        missing=[gate for gate in gates if gate.state.met is None],
        outside=[gate for gate in gates if gate.state.met is False],
        signable=State(session.state) is State.LEAVING,
    )
