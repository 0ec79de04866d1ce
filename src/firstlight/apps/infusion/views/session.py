"""The session's page, and saving a set from its entry row."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from firstlight.apps import clock
from firstlight.apps.infusion import queries
from firstlight.apps.infusion.actions.record_set import record_set
from firstlight.apps.infusion.forms.sets import SetForm, filled_from
from firstlight.apps.infusion.presenters.board import board_view, listener_silence
from firstlight.apps.infusion.presenters.entry import BEFORE_THE_START, due_set, entry_view, readings_to_fill
from firstlight.apps.infusion.presenters.session import session_view
from firstlight.apps.infusion.presenters.who import who_lines
from firstlight.apps.infusion.queries import SessionRecord, Standing
from firstlight.apps.infusion.views.opening import opened_session
from firstlight.apps.infusion.views.recording import NOT_SAVED, saved
from firstlight.apps.page import page
from firstlight.apps.request import ClinicRequest


@page("session.view")
@require_GET
def session_page(request: ClinicRequest, session_id: int) -> HttpResponse:
    """One session from arrival to leaving."""
    record = opened_session(request, session_id)
    return _shown(request, record, _new_form(record.standing))


@page("session.observe")
@require_POST
def save_set(request: ClinicRequest, session_id: int) -> HttpResponse:
    """Save the set, or fill the empty fields from the monitor and show it again: that saves nothing."""
    record = opened_session(request, session_id)
    standing = record.standing
    if "fill" in request.POST:
        filled = filled_from(request.POST, readings_to_fill(standing))
        return _shown(request, record, _form(standing, filled))
    form = _form(standing, request.POST)
    if saved(form, lambda: _record(request, session_id, form)) is None:
        return _shown(request, record, form, status=NOT_SAVED)
    messages.success(request, f"Set saved, signed {request.actor.name}.")
    return HttpResponseRedirect(reverse("session", args=[session_id]))


def _record(request: ClinicRequest, session_id: int, form: SetForm) -> int:
    return record_set(
        request.actor,
        key=form.key,
        session_id=session_id,
        values=form.values(),
        accepted=form.accepted(),
        confirmed=form.confirmed(),
        minute=form.cleaned_data["minute"],
        at=form.cleaned_data["at"],
    )


def _shown(request: ClinicRequest, record: SessionRecord, form: SetForm, status: int = 200) -> HttpResponse:
    board = board_view(queries.board(request.clinic.pk, clock.now()), listener_silence())
    context = {
        "view": session_view(record, board, request.permissions),
        "entry": entry_view(record.standing, form),
        "who": who_lines(record.standing.session_id, most=8),
        "may": request.permissions,
    }
    return render(request, "infusion/session.html", context, status=status)


def _new_form(standing: Standing) -> SetForm:
    due = due_set(standing)
    initial = {"minute": due.planned.minute} if due else None
    return SetForm(initial=initial, with_weight=standing.state.value in BEFORE_THE_START)


def _form(standing: Standing, data: object) -> SetForm:
    return SetForm(data, with_weight=standing.state.value in BEFORE_THE_START)
