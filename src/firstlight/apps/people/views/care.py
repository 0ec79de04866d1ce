"""Restricting a record, naming the team, and handing the care over to another clinic."""

from django.http import HttpResponse
from django.urls import reverse

from firstlight.apps.page import page
from firstlight.apps.people.actions.name_care_team import name_care_team
from firstlight.apps.people.actions.restrict_patient import restrict_patient
from firstlight.apps.people.actions.transfer_patient import transfer_patient
from firstlight.apps.people.forms.patients import ReasonForm, TeamForm, TransferForm
from firstlight.apps.people.queries import clinics, patient_banner, rows_of, teams_of
from firstlight.apps.people.queries.record import care_of
from firstlight.apps.people.views.ways import entry_form, one_form, opened, who
from firstlight.apps.request import ClinicRequest


@page("patient.amend")
def restrict(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """Let the record open only with a reason, or lift that."""
    person = opened(request, patient_id, "restriction")
    form = ReasonForm(request.POST or None, label="Why", hint="The reason is kept in the log")
    verb = "Lift the restriction" if person.restricted else "Restrict the record"
    return one_form(
        request,
        form,
        lambda words: restrict_patient(
            request.actor,
            key=form.key,
            patient_id=person.pk,
            clinic_id=request.clinic.pk,
            restricted=not person.restricted,
            **words,
        ),
        title=verb,
        button=verb,
        done="Restriction lifted." if person.restricted else "Restricted: the record now opens only with a reason.",
        back=reverse("patients"),
        banner=patient_banner(person.pk),
        intro="A restricted record shows the surname alone, and opens for an hour to whoever gives a reason.",
    )


@page("patient.amend")
def team(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """Which team of this clinic looks after them."""
    person = opened(request, patient_id, "team")
    stay = next((one for one in care_of(rows_of(person.pk)) if one.clinic == request.clinic and not one.until), None)
    stored = {"team_id": stay.team_id if stay else None}
    form = TeamForm(request.POST or None, teams=teams_of(request.clinic.pk), initial=stored)
    return entry_form(
        request,
        person,
        form,
        lambda words: name_care_team(**who(request, form), patient_id=person.pk, **words),
        title="Team",
        button="Save the team",
        done="Team saved.",
    )


@page("patient.transfer")
def transfer(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """Hand the care over to another clinic."""
    person = opened(request, patient_id, "transfer")
    others = [place for place in clinics() if place != request.clinic]
    form = TransferForm(request.POST or None, clinics=others)
    return one_form(
        request,
        form,
        lambda words: transfer_patient(
            request.actor, key=form.key, patient_id=person.pk, clinic_id=request.clinic.pk, **words
        ),
        title="Transfer to another clinic",
        button="Transfer",
        done="Transferred. What was recorded here stays readable to both clinics.",
        back=reverse("patient", args=[person.pk]),
        banner=patient_banner(person.pk),
        intro=f"{request.clinic} hands over the care. Nothing that was recorded is lost to either clinic.",
    )
