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
from firstlight.apps.infusion.presenters.entry import BEFORE_THE_START, due_set, entry_view, readings_to_fill
from firstlight.apps.infusion.presenters.session import session_view
from firstlight.apps.infusion.presenters.who import who_lines
from firstlight.apps.infusion.queries import Standing
from firstlight.apps.infusion.views.opening import open_session
from firstlight.apps.infusion.views.recording import NOT_SAVED, saved
from firstlight.apps.page import page
from firstlight.apps.request import ClinicRequest


@page("session.view")
@require_GET
def session_page(request: ClinicRequest, session_id: int) -> HttpResponse:
    """One session from arrival to leaving."""
    open_session(request, session_id)
    return _shown(request, session_id, None)


@page("session.observe")
@require_POST
def save_set(request: ClinicRequest, session_id: int) -> HttpResponse:
    """Save the set, or fill the empty fields from the monitor and show it again: that saves nothing."""
    session = open_session(request, session_id)
    if "fill" in request.POST:
        readings = readings_to_fill(queries.feed_of(session_id, clock.now()))
        return _shown(request, session_id, _form(session.state, filled_from(request.POST, readings)))
    form = _form(session.state, request.POST)
    if saved(form, lambda: _record(request, session_id, form)) is None:
        return _shown(request, session_id, form, status=NOT_SAVED)
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


def _shown(request: ClinicRequest, session_id: int, form: SetForm | None, status: int = 200) -> HttpResponse:
    """The page, read at one go with the clinic it stands in; without a form that was sent, with an empty one."""
    clinic = queries.clinic_now(request.clinic.pk, clock.now(), whole=session_id)
    record = queries.record_in(clinic, session_id)
    context = {
        "view": session_view(record, queries.tiles_in(clinic), request.permissions),
        "entry": entry_view(record.standing, form if form is not None else _new_form(record.standing)),
        "who": who_lines(session_id, most=8),
        "may": request.permissions,
        "newest_row": clinic.newest_row,
    }
    return render(request, "infusion/session.html", context, status=status)


def _new_form(standing: Standing) -> SetForm:
    due = due_set(standing)
    initial = {"minute": due.planned.minute} if due else None
    return SetForm(initial=initial, with_weight=standing.state.value in BEFORE_THE_START)


def _form(state: str, data: object) -> SetForm:
    return SetForm(data, with_weight=state in BEFORE_THE_START)
