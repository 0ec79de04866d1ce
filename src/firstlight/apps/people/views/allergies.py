"""Allergies: added, and marked as entered in error."""

from django.http import HttpResponse

from firstlight.apps.page import page
from firstlight.apps.people.actions.add_allergy import add_allergy as add_allergy_action
from firstlight.apps.people.actions.correct_allergy import correct_allergy as correct_allergy_action
from firstlight.apps.people.forms.entries import AllergyForm, ErrorForm
from firstlight.apps.people.queries import rows_of
from firstlight.apps.people.queries.record import allergies_of, kept
from firstlight.apps.people.views.ways import entry_form, opened, who, whose
from firstlight.apps.request import ClinicRequest


@page("patient.amend")
def add_allergy(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """Something they must not be given."""
    person = opened(request, patient_id, "allergies")
    form = AllergyForm(request.POST or None)
    return entry_form(
        request,
        person,
        form,
        lambda words: add_allergy_action(**who(request, form), patient_id=person.pk, **words),
        title="Add an allergy",
        button="Add the allergy",
        done="Allergy added.",
    )


@page("patient.amend")
def correct_allergy(request: ClinicRequest, patient_id: int, allergy_id: int) -> HttpResponse:
    """Mark one as entered in error."""
    person = opened(request, patient_id, "allergies")
    allergy = kept(allergies_of(rows_of(person.pk)), allergy_id)
    form = ErrorForm(request.POST or None)
    return entry_form(
        request,
        person,
        form,
        lambda words: correct_allergy_action(**who(request, form), allergy_id=allergy_id, **whose(request, words)),
        title=f"Mark {allergy.substance} as entered in error",
        button="Mark as entered in error",
        done="Marked as entered in error. It stays to be read.",
    )
