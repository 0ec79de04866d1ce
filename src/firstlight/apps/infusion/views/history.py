"""Who did what and when, and marking an entry as entered in error. Nothing is deleted."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from firstlight.apps import clock
from firstlight.apps.infusion.actions.correct_given import correct_given as correct_action
from firstlight.apps.infusion.actions.mark_entered_in_error import mark_entered_in_error
from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.forms.corrections import CorrectGivenForm, ErrorMarkForm
from firstlight.apps.infusion.forms.doses import CorrectPartForm
from firstlight.apps.infusion.presenters.history import EntryLine, history_view
from firstlight.apps.infusion.presenters.who import who_lines
from firstlight.apps.infusion.queries import session_record, sessions_of_day
from firstlight.apps.infusion.queries.protocols import protocol_of
from firstlight.apps.infusion.views.opening import opened_session, session_part
from firstlight.apps.infusion.views.recording import session_form
from firstlight.apps.page import page
from firstlight.apps.people import queries as people
from firstlight.apps.refusals import NotThere
from firstlight.apps.request import ClinicRequest


@page("session.view")
@require_GET
def history(request: ClinicRequest, session_id: int) -> HttpResponse:
    """Every line of the session, those entered in error too, and the audit log of it."""
    record = opened_session(request, session_id, "session history")
    context = {
        "record": record,
        "banner": record.standing.patient,
        "lines": history_view(record),
        "who": who_lines(session_id),
        "may": request.permissions,
    }
    return render(request, "infusion/history.html", context)


@page("session.correct")
@require_http_methods(["GET", "POST"])
def mark_in_error(request: ClinicRequest, session_id: int, entry: str, entry_id: int) -> HttpResponse:
    """The entry stays to be read, struck through, with the reason and your name."""
    session = session_part(request, session_id)
    line = _line(session_id, entry, entry_id)
    others = [one for one in sessions_of_day(session.clinic_id, day_of(clock.now())) if one.pk != session_id]
    banners = people.patient_banners(one.patient_id for one in others)
    form = ErrorMarkForm([(one.pk, banners[one.patient_id].listed) for one in others], request.POST or None)
    return session_form(
        request,
        session,
        form,
        lambda: mark_entered_in_error(
            request.actor,
            key=form.key,
            entry=entry,
            entry_id=entry_id,
            reason=form.cleaned_data["reason"],
            belongs_to_id=form.cleaned_data["belongs_to"],
        ),
        title="Mark as entered in error",
        button="Mark as entered in error",
        done="Marked as entered in error. The entry stays to be read. Record the right value as a new entry.",
        intro=f"{line.says}, {line.by}.",
        back=reverse("session-history", args=[session_id]),
    )


@page("session.correct")
@require_http_methods(["GET", "POST"])
def correct_given(request: ClinicRequest, session_id: int, entry_id: int) -> HttpResponse:
    """Set a time or rate right. The old line is marked, a new one takes its place, the dose follows."""
    session = session_part(request, session_id)
    line = _line(session_id, "given", entry_id)
    by_pump = protocol_of(session).given_by == "rate"
    form = CorrectGivenForm(request.POST or None) if by_pump else CorrectPartForm(request.POST or None)
    return session_form(
        request,
        session,
        form,
        lambda: correct_action(request.actor, key=form.key, entry_id=entry_id, **form.inputs()),
        title="Correct what was given",
        button="Save the correction",
        done="Corrected. The old line stays to be read; the dose follows the new one.",
        intro=f"{line.says}, {line.by}. Leave empty what was right.",
        back=reverse("session-history", args=[session_id]),
    )


def _line(session_id: int, entry: str, entry_id: int) -> EntryLine:
    lines = history_view(session_record(session_id, clock.now()))
    found = next((line for line in lines if line.kind == entry and line.id == entry_id), None)
    if found is None:
        raise NotThere("There is no such entry on this session. Go back to its history and choose one from there.")
    return found
