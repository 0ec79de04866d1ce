"""Who works in the clinic: the list, one person's page, joiners and leavers."""

from dataclasses import asdict

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from firstlight.apps.audit import queries as audit
from firstlight.apps.page import page
from firstlight.apps.people.actions.add_staff import add_staff
from firstlight.apps.people.actions.amend_staff import amend_staff
from firstlight.apps.people.actions.end_employment import end_employment
from firstlight.apps.people.actions.issue_joining_link import issue_joining_link
from firstlight.apps.people.forms.staff import AmendStaffForm, ConfirmForm, JoinerForm
from firstlight.apps.people.joining import joining_path
from firstlight.apps.people.presenters.staff import certificate, in_force, lines
from firstlight.apps.people.queries import member_of, staff_member, staff_of
from firstlight.apps.people.queries.staff import leavers_of
from firstlight.apps.people.staff_details import details_of, mark_of_details
from firstlight.apps.people.views.ways import one_form, saved
from firstlight.apps.request import ClinicRequest


@page("staff.manage")
@require_GET
def staff_list(request: ClinicRequest) -> HttpResponse:
    """Everybody with a role here today, and the leavers."""
    context = {"lines": lines(staff_of(request.clinic.pk)), "leavers": leavers_of(request.clinic.pk)}
    return render(request, "people/staff.html", context)


@page("staff.manage")
@require_GET
def member(request: ClinicRequest, staff_id: int) -> HttpResponse:
    """One person: roles, certificates, how they sign in, and what was done to their row."""
    person = member_of(request.clinic.pk, staff_id)
    held = list(person.roles.filter(clinic=request.clinic).order_by("-since"))
    context = {
        "person": person,
        "roles": [(role, in_force(role)) for role in held],
        "certificates": [certificate(one) for one in person.competencies.all()],
        "factors": sorted({one.get_type_display() for one in Authenticator.objects.filter(user=person)}),
        "entries": audit.told(audit.entries_of_subject("people.Staff", person.pk, 30)),
    }
    return render(request, "people/staff_member.html", context)


@page("staff.manage")
def join(request: ClinicRequest) -> HttpResponse:
    """A joiner. The link with which they set a password is shown once they are written down."""
    form = JoinerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pk = saved(form, lambda _: _join(request, form))
        if pk is not None:
            return HttpResponseRedirect(reverse("joining-link", args=[pk]))
    context = {"form": form, "title": "Add somebody who joins", "button": "Add them", "back": reverse("staff")}
    shown = {
        "banner": None,
        "intro": "Somebody who works in another clinic of the trust already needs only a role here.",
    }
    return render(request, "people/one_form.html", context | shown | {"next": ""}, status=422 if form.is_bound else 200)


def _join(request: ClinicRequest, form: JoinerForm) -> int:
    return add_staff(
        request.actor,
        key=form.key,
        clinic_id=request.clinic.pk,
        details=form.details(),
        role=form.cleaned_data["role"],
    )


@page("staff.manage")
def amend(request: ClinicRequest, staff_id: int) -> HttpResponse:
    person = member_of(request.clinic.pk, staff_id)
    stored = details_of(person)
    form = AmendStaffForm(request.POST or None, initial=asdict(stored) | {"seen": mark_of_details(stored)})
    return one_form(
        request,
        form,
        lambda words: amend_staff(
            request.actor,
            key=form.key,
            staff_id=staff_id,
            clinic_id=request.clinic.pk,
            seen=words["seen"],
            details=form.details(),
        ),
        title=f"Change the details of {person}",
        button="Save",
        done="Saved.",
        back=reverse("staff-member", args=[staff_id]),
    )


@page("staff.manage")
def leave(request: ClinicRequest, staff_id: int) -> HttpResponse:
    """A leaver, from this moment."""
    person = member_of(request.clinic.pk, staff_id)
    form = ConfirmForm(request.POST or None)
    return one_form(
        request,
        form,
        lambda _: end_employment(request.actor, key=form.key, staff_id=staff_id, clinic_id=request.clinic.pk),
        title=f"{person} leaves",
        button="Record that they have left",
        done=f"{person} has left, and is signed out everywhere.",
        back=reverse("staff"),
        intro="Their roles end in every clinic, and every screen of theirs is signed out at once. What they recorded stays "
        "under their name.",
    )


@page("staff.manage")
def joining_link(request: ClinicRequest, staff_id: int) -> HttpResponse:
    """Make a link with which somebody sets a password. It is shown once, to be handed over in person."""
    person = member_of(request.clinic.pk, staff_id)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST":
        issued = saved(
            form,
            lambda _: issue_joining_link(request.actor, key=form.key, staff_id=staff_id, clinic_id=request.clinic.pk),
        )
        if issued is not None:
            messages.success(request, "The link works once. It is not shown again.")
            return render(request, "people/joining_link.html", {"person": person, "link": _link(request, issued)})
    context = {"form": form, "title": f"A link for {person}", "button": "Make the link", "next": "", "banner": None}
    shown = {
        "back": reverse("staff-member", args=[staff_id]),
        "intro": "With it they choose a password, which replaces the one they have. Hand it over in person: whoever has "
        "it can use it, once, within three days.",
    }
    return render(request, "people/one_form.html", context | shown, status=422 if form.is_bound else 200)


def _link(request: ClinicRequest, staff_id: int) -> str:
    """The whole address, by the host that the manager works on."""
    return request.build_absolute_uri(joining_path(staff_member(staff_id)))
