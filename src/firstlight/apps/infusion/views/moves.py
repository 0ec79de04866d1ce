"""Recording a move: one address a move, one plain form, one action. The pump first, then the record."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from firstlight.apps import clock
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.begin_checks import begin_checks
from firstlight.apps.infusion.actions.begin_recovery import begin_recovery
from firstlight.apps.infusion.actions.cancel_session import cancel_session
from firstlight.apps.infusion.actions.complete_infusion import complete_infusion
from firstlight.apps.infusion.actions.make_ready import make_ready
from firstlight.apps.infusion.actions.prepare_leaving import prepare_leaving
from firstlight.apps.infusion.actions.rebook_session import rebook_session
from firstlight.apps.infusion.actions.record_admission import record_admission
from firstlight.apps.infusion.actions.record_arrival import record_arrival
from firstlight.apps.infusion.actions.record_not_started import record_not_started
from firstlight.apps.infusion.actions.record_pause import record_pause
from firstlight.apps.infusion.actions.record_resume import record_resume
from firstlight.apps.infusion.actions.record_stop import record_stop
from firstlight.apps.infusion.actions.reopen_checks import reopen_checks
from firstlight.apps.infusion.actions.return_to_recovery import return_to_recovery
from firstlight.apps.infusion.actions.start_infusion import start_infusion
from firstlight.apps.infusion.forms.booking import CancelForm, RebookForm
from firstlight.apps.infusion.forms.doses import StartPartsForm, part_field
from firstlight.apps.infusion.forms.moves import ArrivalForm, MoveForm, StartForm
from firstlight.apps.infusion.forms.resuming import ResumeForm, ResumeRateForm
from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.queries.protocols import protocol_of
from firstlight.apps.infusion.states import MOVES
from firstlight.apps.infusion.views.opening import session_part
from firstlight.apps.infusion.views.recording import session_form
from firstlight.apps.medicines.queries import prescription_for
from firstlight.apps.page import page
from firstlight.apps.people import queries as people
from firstlight.apps.refusals import NotThere
from firstlight.apps.request import ClinicRequest

ACTIONS: dict[str, Callable[..., int]] = {
    "rebook": rebook_session,
    "cancel": cancel_session,
    "arrive": record_arrival,
    "begin_checks": begin_checks,
    "make_ready": make_ready,
    "reopen_checks": reopen_checks,
    "start": start_infusion,
    "pause": record_pause,
    "resume": record_resume,
    "complete": complete_infusion,
    "stop": record_stop,
    "recover": begin_recovery,
    "prepare_leaving": prepare_leaving,
    "return_to_recovery": return_to_recovery,
    "not_start": record_not_started,
    "admit": record_admission,
}
INTROS = {
    "rebook": "What it was before stays on the record. Tell the person the new time.",
    "cancel": "The bay is free again. The booking stays on the record with your name and the reason, and stands on the "
    "board of its day. If the person came or was expected and did not come, record 'Not started' instead.",
    "start": "Pump first, then record. Firstlight does not control the pump. The gates are looked at again when you save.",
    "pause": "Pause the pump first. Firstlight does not control it.",
    "resume": "Start the pump first. Firstlight does not control it.",
    "stop": "Stop the pump first. Firstlight does not control it. In an emergency call {emergency}.",
    "complete": "The pump has given the whole dose. Recovery begins.",
    "admit": "The person goes to a hospital bed, and this session ends. Say where to and why.",
    "not_start": "The drug will not be given at this visit. The bay is free again.",
}
WITHOUT_A_PUMP = {
    "start": "Give it first, then record what went in. The gates are looked at again when you save.",
    "pause": "Hold back what is still to be given. The wait is on the record.",
    "resume": "What is still to be given may be given. Record it when it has been.",
    "stop": "Give nothing more. What was not given is on the record. In an emergency call {emergency}.",
    "complete": "The whole dose has been given. Recovery begins.",
}
PUMP_MOVES = frozenset({"pause", "resume", "stop", "complete", "start"})


@page("session.view")
@require_http_methods(["GET", "POST"])
def record_move(request: ClinicRequest, session_id: int, move: str) -> HttpResponse:
    """The form of one move. The action asks for the right that the move needs, and whether the state allows it."""
    if move not in ACTIONS:
        raise NotThere("There is no such step. Go back to the session and choose one of its buttons.")
    session = session_part(request, session_id)
    step = MOVES[move]
    form = _form(request, session, move)
    return session_form(
        request,
        session,
        form,
        lambda: ACTIONS[move](request.actor, key=form.key, session_id=session_id, **form.inputs()),
        title=step.says,
        button=step.says,
        done=f"{step.says}: saved, signed {request.actor.name}.",
        intro=_intro(session, move),
    )


def _intro(session: Session, move: str) -> str:
    """What to do first, in the words of how this drug is given."""
    if move not in WITHOUT_A_PUMP:
        return INTROS.get(move, "")
    protocol = protocol_of(session)
    words = INTROS if protocol.given_by == "rate" else WITHOUT_A_PUMP
    return words[move].format(emergency=protocol.emergency_number)


def _form(request: ClinicRequest, session: Session, move: str) -> Any:
    data = request.POST or None
    if move == "rebook":
        return RebookForm(session, bay_choices(session.clinic_id), data)
    if move == "cancel":
        return CancelForm(data)
    if move == "arrive":
        return ArrivalForm(MOVES[move], bay_choices(session.clinic_id), data, initial={"bay": session.bay_id})
    if move == "start":
        return _start_form(request, session, data)
    if move == "resume":
        return _resume_form(session, data)
    return MoveForm(MOVES[move], data)


def _resume_form(session: Session, data: Any) -> ResumeForm | ResumeRateForm:
    withdrawn = policies.consent_withdrawn_at(session, clock.now()) is not None
    if protocol_of(session).given_by == "rate":
        return ResumeRateForm(data, needed=False, withdrawn=withdrawn)
    return ResumeForm(MOVES["resume"], data, withdrawn=withdrawn)


def _start_form(request: ClinicRequest, session: Session, data: Any) -> StartForm:
    protocol, prescription = protocol_of(session), prescription_for(session.pk)
    if protocol.given_by == "rate" or prescription is None:
        return StartForm(MOVES["start"], colleagues(request), data)
    return StartPartsForm(part_field(protocol, prescription), MOVES["start"], colleagues(request), data)


def bay_choices(clinic_id: int) -> list[tuple[int, str]]:
    """The clinic's bays in chair order."""
    return [(bay.pk, f"Bay {bay.number}") for bay in people.bays_of(clinic_id)]


def colleagues(request: ClinicRequest) -> list[tuple[int, str]]:
    """Nurses and doctors of this clinic, without the one who records."""
    found = [*people.staff_of(request.clinic.pk, "nurse"), *people.staff_of(request.clinic.pk, "psychiatrist")]
    names = {one.pk: one.get_full_name() for one in found if one.pk != request.actor.staff_id}
    return sorted(names.items(), key=lambda one: one[1])
