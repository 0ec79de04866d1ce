"""Clinics, bays and teams."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from firstlight.apps import clock
from firstlight.apps.infusion.queries import monitors
from firstlight.apps.page import page
from firstlight.apps.people.actions.add_bay import add_bay as add_bay_action
from firstlight.apps.people.actions.add_clinic import add_clinic as add_clinic_action
from firstlight.apps.people.actions.add_team import add_team as add_team_action
from firstlight.apps.people.actions.change_bay import change_bay as change_bay_action
from firstlight.apps.people.actions.change_team import change_team as change_team_action
from firstlight.apps.people.forms.places import BayForm, ChangeBayForm, ClinicForm, TeamForm, TeamMembersForm
from firstlight.apps.people.queries import bays_of, staff_of, teams_of
from firstlight.apps.people.queries.places import bay_in, mark_of_members, team_in
from firstlight.apps.people.views.ways import one_form
from firstlight.apps.request import ClinicRequest


@page("places.manage")
@require_GET
def places(request: ClinicRequest) -> HttpResponse:
    """The clinic being worked in: its bays with chairs and monitors, its teams, and the trust it belongs to."""
    here = request.clinic
    beside: dict[int | None, list[str]] = {}
    for monitor in monitors(here.pk, clock.now()):
        beside.setdefault(monitor.bay_id, []).append(monitor.name)
    context = {
        "clinic": here,
        "bays": [(bay, beside.get(bay.pk, [])) for bay in bays_of(here.pk, in_use_only=False)],
        "teams": teams_of(here.pk),
    }
    return render(request, "people/places.html", context)


@page("places.manage")
def add_clinic(request: ClinicRequest) -> HttpResponse:
    form = ClinicForm(request.POST or None)
    return one_form(
        request,
        form,
        lambda words: add_clinic_action(request.actor, key=form.key, trust_id=request.clinic.trust_id, **words),
        title=f"Open a clinic of {request.clinic.trust}",
        button="Open the clinic",
        done="Opened. You manage it: choose it to add its bays and staff.",
        back=reverse("choose-clinic"),
    )


@page("places.manage")
def add_bay(request: ClinicRequest) -> HttpResponse:
    form = BayForm(request.POST or None)
    return one_form(
        request,
        form,
        lambda words: add_bay_action(request.actor, key=form.key, clinic_id=request.clinic.pk, **words),
        title="Add a bay",
        button="Add the bay",
        done="Bay added.",
        back=reverse("places"),
    )


@page("places.manage")
def change_bay(request: ClinicRequest, bay_id: int) -> HttpResponse:
    bay = bay_in(request.clinic.pk, bay_id)
    form = ChangeBayForm(request.POST or None, initial={"chair": bay.chair, "in_use": bay.in_use})
    return one_form(
        request,
        form,
        lambda words: change_bay_action(
            request.actor, key=form.key, bay_id=bay_id, clinic_id=request.clinic.pk, **words
        ),
        title=str(bay),
        button="Save",
        done="Saved.",
        back=reverse("places"),
    )


@page("places.manage")
def add_team(request: ClinicRequest) -> HttpResponse:
    form = TeamForm(request.POST or None)
    return one_form(
        request,
        form,
        lambda words: add_team_action(request.actor, key=form.key, clinic_id=request.clinic.pk, **words),
        title="Name a team",
        button="Add the team",
        done="Team added.",
        back=reverse("places"),
    )


@page("places.manage")
def change_team(request: ClinicRequest, team_id: int) -> HttpResponse:
    team = team_in(request.clinic.pk, team_id)
    members = list(team.members.all())
    stored = {"members": [person.pk for person in members], "seen": mark_of_members(members)}
    form = TeamMembersForm(request.POST or None, initial=stored, staff=staff_of(request.clinic.pk))
    return one_form(
        request,
        form,
        lambda words: change_team_action(
            request.actor, key=form.key, team_id=team_id, clinic_id=request.clinic.pk, **words
        ),
        title=f"Who belongs to {team}",
        button="Save",
        done="Saved.",
        back=reverse("places"),
    )
