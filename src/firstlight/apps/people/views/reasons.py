"""Opening a record with a reason, and reading afterwards why it was opened."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from firstlight.apps.page import page
from firstlight.apps.people.actions.break_glass import break_glass
from firstlight.apps.people.actions.review_break_glass import review_break_glass
from firstlight.apps.people.forms.patients import ReasonForm
from firstlight.apps.people.queries import survivor
from firstlight.apps.people.queries.record import opening_here, openings_reviewed, openings_to_review
from firstlight.apps.people.views.ways import next_page, one_form
from firstlight.apps.request import ClinicRequest

SHOWN = 50


@page("patient.breakglass")
def open_with_reason(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """Ask for the reason. Nothing about the person is shown before it is given."""
    person = survivor(patient_id)
    form = ReasonForm(request.POST or None, label="Why you need this record now")
    return one_form(
        request,
        form,
        lambda words: break_glass(
            request.actor, key=form.key, patient_id=person.pk, clinic_id=request.clinic.pk, **words
        ),
        title="Open this record with a reason",
        button="Open the record",
        done="Open for an hour. A manager will read why.",
        back=next_page(request, reverse("patient", args=[person.pk])),
        intro="This record is restricted, or belongs to another clinic. If the person's care needs it, give the reason. "
        "The record opens for an hour, your name and reason are kept, and a manager reads them.",
        next=next_page(request, ""),
    )


@page("breakglass.review")
@require_GET
def reviews(request: ClinicRequest) -> HttpResponse:
    """Openings that nobody has read yet, oldest first, then those that were."""
    here = [request.clinic.pk]
    context = {"waiting": list(openings_to_review(here)), "reviewed": list(openings_reviewed(here)[:SHOWN])}
    return render(request, "people/reviews.html", context)


@page("breakglass.review")
def review(request: ClinicRequest, opening_id: int) -> HttpResponse:
    """Say what was found."""
    read = opening_here(request.clinic.pk, opening_id)
    form = ReasonForm(request.POST or None, label="What you found", hint="For example: on duty, needed for the session")
    return one_form(
        request,
        form,
        lambda words: review_break_glass(
            request.actor,
            key=form.key,
            opening_id=opening_id,
            clinic_id=request.clinic.pk,
            finding=words["reason"],
        ),
        title="Review an opening",
        button="Record the review",
        done="Review recorded.",
        back=reverse("break-glass-reviews"),
        intro=f"{read.staff} opened the record of {read.patient.family_name.upper()} from {read.clinic}: {read.reason}",
    )
