"""A person's numbers in the trust's own system: added, corrected, ended."""

from django.http import HttpResponse

from firstlight.apps.page import page
from firstlight.apps.people.actions.add_local_identifier import add_local_identifier
from firstlight.apps.people.actions.correct_local_identifier import correct_local_identifier
from firstlight.apps.people.actions.end_local_identifier import end_local_identifier
from firstlight.apps.people.forms.entries import CorrectIdentifierForm, EndForm, IdentifierForm
from firstlight.apps.people.queries import rows_of
from firstlight.apps.people.queries.record import kept, local_identifiers_of
from firstlight.apps.people.views.ways import entry_form, how_and_whose, opened, who
from firstlight.apps.request import ClinicRequest


@page("patient.amend")
def add_identifier(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """Their number in the trust's own system."""
    person = opened(request, patient_id, "numbers")
    form = IdentifierForm(request.POST or None)
    return entry_form(
        request,
        person,
        form,
        lambda words: add_local_identifier(**who(request, form), patient_id=person.pk, **words),
        title=f"Add a number of {request.clinic.trust}",
        button="Add the number",
        done="Number added.",
    )


@page("patient.amend")
def correct_identifier(request: ClinicRequest, patient_id: int, identifier_id: int) -> HttpResponse:
    """A number that was mistyped."""
    person = opened(request, patient_id, "numbers")
    number = kept(local_identifiers_of(rows_of(person.pk)), identifier_id)
    form = CorrectIdentifierForm(request.POST or None, initial={"value": number.value})
    return entry_form(
        request,
        person,
        form,
        lambda words: correct_local_identifier(**who(request, form), identifier_id=identifier_id, **words),
        title=f"Correct the number {number}",
        button="Save the correction",
        done="Corrected. The wrong number stays to be read, and finds nobody.",
    )


@page("patient.amend")
def end_identifier(request: ClinicRequest, patient_id: int, identifier_id: int) -> HttpResponse:
    """A number that is no longer in use, or was never theirs."""
    person = opened(request, patient_id, "numbers")
    number = kept(local_identifiers_of(rows_of(person.pk)), identifier_id)
    form = EndForm(
        request.POST or None,
        no_longer="The number is no longer in use",
        never="It was entered in error: it was never theirs",
    )
    return entry_form(
        request,
        person,
        form,
        lambda words: end_local_identifier(
            **who(request, form), identifier_id=identifier_id, **how_and_whose(request, words)
        ),
        title=f"End the number {number}",
        button="End the number",
        done="Ended. The number stays to be read.",
    )
