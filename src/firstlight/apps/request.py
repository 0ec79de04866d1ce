"""A request once the sign-in middleware has seen it: who asks, in which clinic, and with which rights there."""

from django.http import HttpRequest

from firstlight.apps.actor import Actor
from firstlight.apps.people.models import Clinic, Staff


class ClinicRequest(HttpRequest):
    """What every page that is not open to anybody can count on (firstlight.apps.people.middleware sets it)."""

    staff: Staff
    actor: Actor
    clinic: Clinic
    clinics: list[Clinic]
    permissions: frozenset[str]
    seconds_left: int
