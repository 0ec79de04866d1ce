"""Finding a person, registering one, and their record."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from firstlight.apps.page import page
from firstlight.apps.people.actions.amend_patient import amend_patient
from firstlight.apps.people.actions.open_record import open_record
from firstlight.apps.people.actions.register_patient import register_patient
from firstlight.apps.people.details import details_of
from firstlight.apps.people.forms.patients import AmendForm, RegisterForm
from firstlight.apps.people.policies import MayBeKnown
from firstlight.apps.people.presenters import found
from firstlight.apps.people.presenters.record import record_of
from firstlight.apps.people.queries import found_elsewhere, patient_banner, search_patients, survivor
from firstlight.apps.people.queries.search import starts_with
from firstlight.apps.people.views.ways import newest_entries, opened
from firstlight.apps.refusals import Conflict, Refusal
from firstlight.apps.request import ClinicRequest


@page("patient.search")
@require_GET
def search(request: ClinicRequest) -> HttpResponse:
    """Look for a person. Registering a new one begins here, so that everybody looks first."""
    text = request.GET.get("q", "").strip()
    hits = search_patients(request.actor, request.clinic, text)
    elsewhere = found_elsewhere(request.actor, request.clinic, text) if text and not hits else None
    context = {"q": text, "hits": [found.line(hit) for hit in hits], "elsewhere": elsewhere}
    return render(request, "people/search.html", context)


@page("patient.register")
def register(request: ClinicRequest) -> HttpResponse:
    """Register somebody. People who may be the same are shown before anything is written."""
    form = RegisterForm(request.POST or None, initial=starts_with(request.GET.get("q", "")))
    likely: list[found.Line] = []
    if request.method == "POST" and form.is_valid():
        try:
            return _registered(request, form)
        except MayBeKnown as refusal:
            likely = found.likely_lines(refusal.likely, request.clinic)
            form.refuse(refusal)
        except Refusal as refusal:
            form.refuse(refusal)
    context = {"form": form, "likely": likely, "asked": bool(likely) or form.data.get("different_person")}
    return render(request, "people/register.html", context, status=422 if form.is_bound else 200)


def _registered(request: ClinicRequest, form: RegisterForm) -> HttpResponse:
    pk = register_patient(
        request.actor,
        key=form.key,
        clinic_id=request.clinic.pk,
        details=form.details(),
        different_person=form.cleaned_data["different_person"],
    )
    messages.success(request, "Registered.")
    return HttpResponseRedirect(reverse("patient", args=[pk]))


@page("patient.open")
@require_GET
def record(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """Everything about one person. Opening it is written down before it is shown."""
    person = survivor(patient_id)
    if person.pk != patient_id:
        messages.info(request, "The record you asked for was merged into this one.")
        return HttpResponseRedirect(reverse("patient", args=[person.pk]))
    open_record(request.actor, patient_id=patient_id, clinic_id=request.clinic.pk)
    context = {"banner": patient_banner(patient_id), "record": record_of(person, request.clinic, request.permissions)}
    return render(request, "people/record.html", context)


@page("patient.amend")
def amend(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """Put the details right. A second person's change is shown beside what was typed; nothing overwrites it unseen."""
    person = opened(request, patient_id, "details")
    stored = asdict(details_of(person)) | {"version": person.version}
    form = AmendForm(request.POST or None, initial=stored)
    differs: list[tuple[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            return _amended(request, person.pk, form)
        except Conflict as refusal:
            differs = found.differences(form, stored)
            form.data = _with_version(request, person.version)
            form.refuse(refusal)
        except Refusal as refusal:
            form.refuse(refusal)
    banner = patient_banner(person.pk)
    context = {"form": form, "banner": banner, "differs": differs} | newest_entries(banner)
    return render(request, "people/amend.html", context, status=422 if form.is_bound else 200)


def _with_version(request: ClinicRequest, version: int) -> QueryDict:
    """The same typed words, now against what is stored: saving again is a decision made with both in sight."""
    typed = request.POST.copy()
    typed["version"] = str(version)
    return typed


def _amended(request: ClinicRequest, patient_id: int, form: AmendForm) -> HttpResponse:
    version, details = form.cleaned_data["version"], form.details()
    amend_patient(
        request.actor,
        key=form.key,
        patient_id=patient_id,
        clinic_id=request.clinic.pk,
        version=version,
        details=details,
    )
    messages.success(request, "Saved.")
    return HttpResponseRedirect(reverse("patient", args=[patient_id]))
