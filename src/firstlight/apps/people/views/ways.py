"""What every page of people and places does alike: go back where somebody came from, and save a form through an action."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from firstlight.apps import reading
from firstlight.apps.audit import queries as audit
from firstlight.apps.people.forms.entries import IN_ERROR
from firstlight.apps.people.models import Patient
from firstlight.apps.people.queries import PatientBanner, patient_banner, rows_of
from firstlight.apps.people.queries.search import person_numbered
from firstlight.apps.refusals import Refusal
from firstlight.apps.request import ClinicRequest
from firstlight.apps.request_form import RequestForm

MOST_ENTRIES = 5


def next_page(request: HttpRequest, otherwise: str = "/") -> str:
    """The address in `next`, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else otherwise


def opened(request: ClinicRequest, patient_id: int, page: str) -> Patient:
    """The person whose record a form belongs to. The form shows who it is, so that is written in the read log first;
    sending it from an open page is not a second reading."""
    return (reading.opened if request.method == "GET" else reading.still_open)(request, patient_id, page)


def saved(form: RequestForm, act: Callable[[dict[str, Any]], int]) -> int | None:
    """The id of what the action wrote, or None with the reason beside its field and every typed word kept."""
    if not form.is_valid():
        return None
    words = {name: value for name, value in form.cleaned_data.items() if name != "request_key"}
    try:
        return act(words)
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def one_form(
    request: HttpRequest,
    form: RequestForm,
    act: Callable[[dict[str, Any]], int],
    *,
    title: str,
    button: str,
    done: str,
    back: str,
    **context: Any,
) -> HttpResponse:
    """A page that asks for one thing and goes `back` when it is saved, saying `done`."""
    if request.method == "POST" and saved(form, act) is not None:
        messages.success(request, done)
        return HttpResponseRedirect(back)
    page = {"form": form, "title": title, "button": button, "back": back, "banner": None, "intro": "", "next": ""}
    about = newest_entries(context["banner"]) if context.get("banner") else {}
    return render(request, "people/one_form.html", page | about | context, status=422 if form.is_bound else 200)


def newest_entries(banner: PatientBanner) -> dict[str, Any]:
    """Who did what on this person's record last, for the foot of a page about them."""
    entries = audit.entries_of_patient(rows_of(banner.patient_id), MOST_ENTRIES)
    return {"newest_entries": audit.told(entries)}


def entry_form(
    request: ClinicRequest, person: Patient, form: RequestForm, act: Callable[[dict[str, Any]], int], **words: str
) -> HttpResponse:
    """A page for one entry on a person's record. It names the person, and goes back to the record."""
    back = reverse("patient", args=[person.pk])
    return one_form(request, form, act, back=back, banner=patient_banner(person.pk), **words)


def who(request: ClinicRequest, form: RequestForm) -> dict[str, Any]:
    """Who acts, in which clinic, with which form: what every action about a record takes."""
    return {"actor": request.actor, "key": form.key, "clinic_id": request.clinic.pk}


def whose(request: ClinicRequest, words: dict[str, Any]) -> dict[str, Any]:
    """The reason, and the person for whom an entry was meant in place of the number typed. Raises Invalid."""
    number = words["whose"]
    return {"reason": words["reason"], "belongs_to_id": person_numbered(request.clinic, number) if number else None}


def how_and_whose(request: ClinicRequest, words: dict[str, Any]) -> dict[str, Any]:
    """The same, and whether the entry was ever right."""
    return whose(request, words) | {"in_error": words["how"] == IN_ERROR}
