"""Two records found to be one person: laid side by side, merged, and parted again."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from firstlight.apps.page import page
from firstlight.apps.people.actions.merge_patients import merge_patients
from firstlight.apps.people.actions.undo_merge import undo_merge
from firstlight.apps.people.forms.patients import MergeForm, ReasonForm
from firstlight.apps.people.models import Patient
from firstlight.apps.people.numbers import spaced
from firstlight.apps.people.presenters import found
from firstlight.apps.people.presenters.beside import beside
from firstlight.apps.people.queries import likely_duplicates, patient_banner, search_patients
from firstlight.apps.people.queries.record import merge as stored
from firstlight.apps.people.views.ways import newest_entries, one_form, opened, saved
from firstlight.apps.request import ClinicRequest


@page("patient.merge")
def choose(request: ClinicRequest, patient_id: int) -> HttpResponse:
    """Find the other record: those that look alike are listed, and any other can be searched for."""
    person = opened(request, patient_id, "duplicates")
    text = request.GET.get("q", "").strip()
    alike = likely_duplicates(
        nhs_number=person.nhs_number,
        family_name=person.family_name,
        given_names=person.given_names,
        birth_date=person.birth_date,
        besides=person.pk,
    )
    lines = found.likely_lines([one for one in alike if one.patient.merged_into_id is None], request.clinic)
    searched = [found.line(hit) for hit in search_patients(request.actor, request.clinic, text)]
    banner = patient_banner(person.pk)
    context = newest_entries(banner) | {
        "banner": banner,
        "alike": lines,
        "q": text,
        "searched": [line for line in searched if line.patient_id != person.pk],
    }
    return render(request, "people/merge_choose.html", context)


@page("patient.merge")
def merge(request: ClinicRequest, patient_id: int, other_id: int) -> HttpResponse:
    """Both side by side; which stays; why they are one."""
    one, other = (opened(request, pk, "side by side") for pk in (patient_id, other_id))
    form = MergeForm(request.POST or None, rows=[(row.pk, _named(row)) for row in (one, other)])

    def act(words: dict[str, str]) -> int:
        keep = int(words["keep"])
        gone = other.pk if keep == one.pk else one.pk
        return merge_patients(
            request.actor,
            key=form.key,
            merged_id=gone,
            survivor_id=keep,
            clinic_id=request.clinic.pk,
            reason=words["reason"],
        )

    if request.method == "POST" and saved(form, act) is not None:
        messages.success(request, "Merged. Nothing was moved, and it can be undone from this record.")
        return HttpResponseRedirect(reverse("patient", args=[form.cleaned_data["keep"]]))
    context = {"form": form, "one": one, "other": other, "rows": beside(one, other)}
    return render(request, "people/merge.html", context, status=422 if form.is_bound else 200)


@page("patient.merge")
def undo(request: ClinicRequest, merge_id: int) -> HttpResponse:
    """Part two merged records again."""
    merged = stored(merge_id)
    person = opened(request, merged.survivor_id, "merge")
    form = ReasonForm(request.POST or None, label="How you know that they are two people")
    return one_form(
        request,
        form,
        lambda words: undo_merge(request.actor, key=form.key, merge_id=merge_id, clinic_id=request.clinic.pk, **words),
        title="Undo the merge",
        button="Undo the merge",
        done="Undone. Both records are again as they were.",
        back=reverse("patient", args=[merged.survivor_id]),
        banner=patient_banner(person.pk),
        intro=f"{merged.merged} was merged into {merged.survivor}: {merged.reason}",
    )


def _named(row: Patient) -> str:
    number = f", NHS number {spaced(row.nhs_number)}" if row.nhs_number else ", no NHS number"
    return f"{row}, born {row.birth_date:%d-%b-%Y}{number}"
