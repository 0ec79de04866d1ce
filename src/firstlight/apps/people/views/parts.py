"""Adding to a record and putting it right: allergies, next of kin, numbers, restriction, transfer."""

from django.http import HttpResponse
from django.urls import reverse

from firstlight.apps.page import page
from firstlight.apps.people.actions.add_allergy import add_allergy as add_allergy_action
from firstlight.apps.people.actions.add_local_identifier import add_local_identifier
from firstlight.apps.people.actions.add_next_of_kin import add_next_of_kin
from firstlight.apps.people.actions.correct_allergy import correct_allergy as correct_allergy_action
from firstlight.apps.people.actions.restrict_patient import restrict_patient
from firstlight.apps.people.actions.transfer_patient import transfer_patient
from firstlight.apps.people.forms.patients import AllergyForm, IdentifierForm, NextOfKinForm, ReasonForm, TransferForm
from firstlight.apps.people.queries import clinics, patient_banner, patient_for, rows_of
from firstlight.apps.people.queries.record import allergies_of
from firstlight.apps.people.views.ways import one_form
from firstlight.apps.refusals import NotThere
from firstlight.apps.request import ClinicRequest


@page("patient.amend")
def add_allergy(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """Something they must not be given."""
    person = patient_for(request.actor, request.clinic, patient_id)
    form = AllergyForm(request.POST or None)
    return one_form(
        request,
        form,
        lambda words: add_allergy_action(
            request.actor, key=form.key, patient_id=person.pk, clinic_id=request.clinic.pk, **words
        ),
        title="Add an allergy",
        button="Add the allergy",
        done="Allergy added.",
        back=reverse("patient", args=[person.pk]),
        banner=patient_banner(person.pk),
    )


@page("patient.amend")
def correct_allergy(request: ClinicRequest, patient_id: int, allergy_id: int) -> HttpResponse:
    """Mark one as entered in error."""
    person = patient_for(request.actor, request.clinic, patient_id)
    allergy = allergies_of(rows_of(person.pk)).filter(pk=allergy_id).first()
    if allergy is None:
        raise NotThere("There is no such allergy on this record. Open the record again.")
    form = ReasonForm(request.POST or None, label="Why it is wrong")
    return one_form(
        request,
        form,
        lambda words: correct_allergy_action(
            request.actor, key=form.key, allergy_id=allergy_id, clinic_id=request.clinic.pk, **words
        ),
        title=f"Mark {allergy.substance} as entered in error",
        button="Mark as entered in error",
        done="Marked as entered in error. It stays to be read.",
        back=reverse("patient", args=[person.pk]),
        banner=patient_banner(person.pk),
    )


@page("patient.amend")
def add_kin(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """Whom to call."""
    person = patient_for(request.actor, request.clinic, patient_id)
    form = NextOfKinForm(request.POST or None)
    return one_form(
        request,
        form,
        lambda words: add_next_of_kin(
            request.actor, key=form.key, patient_id=person.pk, clinic_id=request.clinic.pk, **words
        ),
        title="Add a next of kin",
        button="Add the next of kin",
        done="Next of kin added.",
        back=reverse("patient", args=[person.pk]),
        banner=patient_banner(person.pk),
    )


@page("patient.amend")
def add_identifier(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """Their number in the trust's own system."""
    person = patient_for(request.actor, request.clinic, patient_id)
    form = IdentifierForm(request.POST or None)
    return one_form(
        request,
        form,
        lambda words: add_local_identifier(
            request.actor, key=form.key, patient_id=person.pk, clinic_id=request.clinic.pk, **words
        ),
        title=f"Add a number of {request.clinic.trust}",
        button="Add the number",
        done="Number added.",
        back=reverse("patient", args=[person.pk]),
        banner=patient_banner(person.pk),
    )


@page("patient.amend")
def restrict(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """Let the record open only with a reason, or lift that."""
    person = patient_for(request.actor, request.clinic, patient_id)
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


@page("patient.transfer")
def transfer(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """Hand the care over to another clinic."""
    person = patient_for(request.actor, request.clinic, patient_id)
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
