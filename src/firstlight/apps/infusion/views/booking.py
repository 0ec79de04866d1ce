"""Booking a session, and who looks after it where."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from firstlight.apps import reading
from firstlight.apps.infusion.actions.assign_nurse import assign_nurse as assign_action
from firstlight.apps.infusion.actions.book_session import book_session as book_action
from firstlight.apps.infusion.actions.move_bay import move_bay as bay_action
from firstlight.apps.infusion.forms.booking import BayForm, BookForm, NurseForm
from firstlight.apps.infusion.queries import protocols_in
from firstlight.apps.infusion.views.moves import bay_choices
from firstlight.apps.infusion.views.opening import session_part
from firstlight.apps.infusion.views.recording import NOT_SAVED, saved, session_form
from firstlight.apps.page import page
from firstlight.apps.people import queries as people
from firstlight.apps.request import ClinicRequest


@page("session.book")
@require_http_methods(["GET", "POST"])
def book_session(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """A time for one treatment, for a person whose record is open."""
    person = reading.still_open(request, patient_id, "booking")
    form = BookForm(_protocols(request), bay_choices(request.clinic.pk), _nurses(request), request.POST or None)
    if request.method == "POST":
        made = saved(form, lambda: _book(request, person.pk, form))
        if made is not None:
            messages.success(request, "Session booked.")
            return HttpResponseRedirect(reverse("session", args=[made]))
    context = {"form": form, "banner": people.patient_banner(person.pk)}
    return render(request, "infusion/book.html", context, status=NOT_SAVED if form.errors else 200)


@page("session.check")
@require_http_methods(["GET", "POST"])
def assign_nurse(request: ClinicRequest, session_id: int) -> HttpResponse:
    """A nurse takes a session on, or hands it over."""
    session = session_part(request, session_id)
    mine = request.actor.staff_id if session.nurse_id is None else session.nurse_id
    form = NurseForm(_nurses(request), request.POST or None, initial={"nurse": mine})
    return session_form(
        request,
        session,
        form,
        lambda: assign_action(request.actor, key=form.key, session_id=session_id, nurse_id=form.cleaned_data["nurse"]),
        title="Nurse of this session",
        button="Save nurse",
        done="Nurse saved.",
    )


@page("session.check")
@require_http_methods(["GET", "POST"])
def move_bay(request: ClinicRequest, session_id: int) -> HttpResponse:
    """The person changes chairs. A joined monitor stays with the session."""
    session = session_part(request, session_id)
    form = BayForm(bay_choices(session.clinic_id), request.POST or None, initial={"bay": session.bay_id})
    return session_form(
        request,
        session,
        form,
        lambda: bay_action(request.actor, key=form.key, session_id=session_id, bay_id=form.cleaned_data["bay"]),
        title="Change bay",
        button="Save bay",
        done="Bay saved.",
        intro="A joined monitor stays with the session. If the person has another monitor now, part the old one first.",
    )


def _book(request: ClinicRequest, patient_id: int, form: BookForm) -> int:
    return book_action(request.actor, key=form.key, patient_id=patient_id, clinic_id=request.clinic.pk, **form.inputs())


def _protocols(request: ClinicRequest) -> list[tuple[str, str]]:
    return list({one.protocol.code: one.protocol.title for one in protocols_in(request.clinic.pk)}.items())


def _nurses(request: ClinicRequest) -> list[tuple[int, str]]:
    return [(nurse.pk, nurse.get_full_name()) for nurse in people.staff_of(request.clinic.pk, "nurse")]
