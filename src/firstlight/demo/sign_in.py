"""Signing in by pressing a role. The door exists only where the setting is a demonstration and every person in the
database is invented; each part is asked again at every press, so that neither alone can open it."""

from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from firstlight.apps.page import public
from firstlight.apps.people import sign_in
from firstlight.apps.people.account import address_of
from firstlight.apps.people.actions.record_sign_in import record_sign_in
from firstlight.apps.people.held_form import HELD
from firstlight.apps.people.models import Clinic, Staff
from firstlight.apps.people.queries import clinics, everybody_is_invented, staff_of
from firstlight.apps.people.views.ways import next_page

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody to sign in as: "nurse, Amara Okafor RN", and where they work. `doors` are one for each of their clinics, by
    the value that its button sends."""

    staff: Staff
    roles: str
    clinics: list[Clinic] = field(default_factory=list)

    @property
    def doors(self) -> dict[str, Clinic]:
        several = len(self.clinics) > 1
        return {f"{self.staff.pk}@{one.pk}" if several else str(self.staff.pk): one for one in self.clinics}


@public("a demonstration of invented people")
def by_role(request: HttpRequest) -> HttpResponse:
    """One button for each invented member of staff in each of their clinics. Anywhere else there is no such page."""
    if not (settings.DEMO and everybody_is_invented()):
        raise Http404
    people = _people()
    pressed = request.POST.get("staff", "")
    chosen = [person for person in people if pressed == str(person.staff.pk) or pressed in person.doors]
    if request.method == "POST" and chosen:
        _enter(request, chosen[0].staff)
        if pressed in chosen[0].doors:
            sign_in.choose(request.session, chosen[0].doors[pressed])
        return HttpResponseRedirect(next_page(request))
    return render(
        request, "sign_in/by_role.html", {"people": people, "next": next_page(request), "held": HELD in request.session}
    )


def _enter(request: HttpRequest, staff: Staff) -> None:
    login(request, staff, backend=BACKEND)
    record_sign_in(sign_in.LOG, staff_id=staff.pk, how="demonstration", address=address_of(request))


def _people() -> list[Invented]:
    """Everybody, in the order of the clinics, each once."""
    found: dict[int, Invented] = {}
    for clinic in clinics():
        for staff in staff_of(clinic.pk):
            roles = " and ".join(sorted({held.role for held in staff.roles_here}))
            found.setdefault(staff.pk, Invented(staff, roles)).clinics.append(clinic)
    return list(found.values())
