"""Next of kin: added, corrected, ended."""

from django.http import HttpResponse

from firstlight.apps.page import page
from firstlight.apps.people.actions.add_next_of_kin import add_next_of_kin
from firstlight.apps.people.actions.correct_next_of_kin import correct_next_of_kin
from firstlight.apps.people.actions.end_next_of_kin import end_next_of_kin
from firstlight.apps.people.forms.entries import CorrectNextOfKinForm, EndForm, NextOfKinForm
from firstlight.apps.people.queries import rows_of
from firstlight.apps.people.queries.record import kept, next_of_kin_of
from firstlight.apps.people.views.ways import entry_form, how_and_whose, opened, who
from firstlight.apps.request import ClinicRequest


@page("patient.amend")
def add_kin(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """Whom to call."""
    person = opened(request, patient_id, "next of kin")
    form = NextOfKinForm(request.POST or None)
    return entry_form(
        request,
        person,
        form,
        lambda words: add_next_of_kin(**who(request, form), patient_id=person.pk, **words),
        title="Add a next of kin",
        button="Add the next of kin",
        done="Next of kin added.",
    )


@page("patient.amend")
def correct_kin(request: ClinicRequest, patient_id: int, kin_id: int) -> HttpResponse:
    """Another telephone number, another spelling."""
    person = opened(request, patient_id, "next of kin")
    kin = kept(next_of_kin_of(rows_of(person.pk)), kin_id)
    stored = {"name": kin.name, "relationship": kin.relationship, "phone": kin.phone}
    form = CorrectNextOfKinForm(request.POST or None, initial=stored)
    return entry_form(
        request,
        person,
        form,
        lambda words: correct_next_of_kin(**who(request, form), kin_id=kin_id, **words),
        title="Correct a next of kin",
        button="Save the correction",
        done="Corrected. What stood here before stays to be read.",
    )


@page("patient.amend")
def end_kin(request: ClinicRequest, patient_id: int, kin_id: int) -> HttpResponse:
    """Somebody who is no longer the one to call, or never was."""
    person = opened(request, patient_id, "next of kin")
    kin = kept(next_of_kin_of(rows_of(person.pk)), kin_id)
    form = EndForm(
        request.POST or None,
        no_longer="They are no longer the person to call",
        never="It was entered in error: they never were",
    )
    return entry_form(
        request,
        person,
        form,
        lambda words: end_next_of_kin(**who(request, form), kin_id=kin_id, **how_and_whose(request, words)),
        title=f"End {kin} as next of kin",
        button="End the entry",
        done="Ended. The entry stays to be read.",
    )
