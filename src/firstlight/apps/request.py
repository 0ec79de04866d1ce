"""A request once the sign-in middleware has seen it. Before anybody signed in it is a plain HttpRequest, and a page open to
anybody counts on nothing more."""

from datetime import datetime

from django.http import HttpRequest

from firstlight.apps.actor import Actor
from firstlight.apps.people.models import Clinic, Staff


class StaffRequest(HttpRequest):
    """Somebody is signed in. `clinics` are those where they hold a role; which one they work in may be still to choose."""

    staff: Staff
    actor: Actor
    clinics: list[Clinic]
    permissions: frozenset[str]
    seconds_left: int
    signed_in_at: datetime
    reviews_waiting: int


class ClinicRequest(StaffRequest):
    """And the clinic they work in is known: what every page that names a right can count on."""

    clinic: Clinic
