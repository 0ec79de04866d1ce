"""What a member of staff holds: roles, certificates, a second factor."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from firstlight.apps.page import page
from firstlight.apps.people.actions.award_competency import award_competency
from firstlight.apps.people.actions.end_role import end_role as end_role_action
from firstlight.apps.people.actions.give_role import give_role as give_role_action
from firstlight.apps.people.actions.reset_second_factor import reset_second_factor
from firstlight.apps.people.forms.patients import ReasonForm
from firstlight.apps.people.forms.staff import CompetencyForm, EndRoleForm, RoleForm, RoleForSomebodyForm
from firstlight.apps.people.queries import member_of
from firstlight.apps.people.queries.staff import role_in, staff_with_address
from firstlight.apps.people.views.ways import one_form
from firstlight.apps.request import ClinicRequest


@page("staff.manage")
def give_role(request: ClinicRequest, staff_id: int) -> HttpResponse:
    """To somebody who works here already."""
    person = member_of(request.clinic.pk, staff_id)
    form = RoleForm(request.POST or None)
    return one_form(
        request,
        form,
        lambda words: give_role_action(
            request.actor, key=form.key, staff_id=staff_id, clinic_id=request.clinic.pk, **words
        ),
        title=f"Give {person} a role",
        button="Give the role",
        done="Role given.",
        back=reverse("staff-member", args=[staff_id]),
    )


@page("staff.manage")
def give_somebody_role(request: ClinicRequest) -> HttpResponse:
    """To somebody who works in another clinic of the trust."""
    form = RoleForSomebodyForm(request.POST or None)

    def act(words: dict[str, Any]) -> int:
        person = staff_with_address(words.pop("email"))
        return give_role_action(request.actor, key=form.key, staff_id=person.pk, clinic_id=request.clinic.pk, **words)

    return one_form(
        request,
        form,
        act,
        title="Give a role to somebody from another clinic",
        button="Give the role",
        done="Role given.",
        back=reverse("staff"),
    )


@page("staff.manage")
def end_role(request: ClinicRequest, role_held_id: int) -> HttpResponse:
    held = role_in(request.clinic.pk, role_held_id)
    form = EndRoleForm(request.POST or None)
    return one_form(
        request,
        form,
        lambda words: end_role_action(
            request.actor, key=form.key, role_held_id=role_held_id, clinic_id=request.clinic.pk, **words
        ),
        title=f"{held.staff} gives up the role of {held.get_role_display().lower()}",
        button="End the role",
        done="Role ended.",
        back=reverse("staff-member", args=[held.staff_id]),
    )


@page("staff.manage")
def award(request: ClinicRequest, staff_id: int) -> HttpResponse:
    """A certificate that gates before a session read."""
    person = member_of(request.clinic.pk, staff_id)
    form = CompetencyForm(request.POST or None)
    return one_form(
        request,
        form,
        lambda words: award_competency(
            request.actor, key=form.key, staff_id=staff_id, clinic_id=request.clinic.pk, **words
        ),
        title=f"Record a certificate of {person}",
        button="Record the certificate",
        done="Certificate recorded.",
        back=reverse("staff-member", args=[staff_id]),
    )


@page("staff.manage")
def reset_factor(request: ClinicRequest, staff_id: int) -> HttpResponse:
    """Somebody lost their telephone or passkey."""
    person = member_of(request.clinic.pk, staff_id)
    form = ReasonForm(
        request.POST or None, label="How you know it is them", hint="For example: in person, with their badge"
    )
    return one_form(
        request,
        form,
        lambda words: reset_second_factor(
            request.actor, key=form.key, staff_id=staff_id, clinic_id=request.clinic.pk, **words
        ),
        title=f"Reset the second factor of {person}",
        button="Reset the second factor",
        done=f"Reset. {person} is signed out everywhere and adds another when they next sign in.",
        back=reverse("staff-member", args=[staff_id]),
    )
