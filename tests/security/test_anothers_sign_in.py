"""No one manager can sign in as somebody else, and whoever's sign-in was touched learns of it."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.people.actions.add_staff import add_staff
from firstlight.apps.people.actions.amend_staff import amend_staff
from firstlight.apps.people.actions.end_employment import end_employment
from firstlight.apps.people.actions.give_role import give_role
from firstlight.apps.people.actions.issue_joining_link import issue_joining_link
from firstlight.apps.people.actions.reset_second_factor import reset_second_factor
from firstlight.apps.people.models import Clinic, Staff
from firstlight.apps.people.queries import today
from firstlight.apps.people.staff_details import StaffDetails, details_of, mark_of_details
from firstlight.apps.refusals import Forbidden
from tests.unit.people import given

pytestmark = pytest.mark.django_db
REASON = "in person, with their badge"


@pytest.fixture
def vale() -> Clinic:
    return given.a_clinic("Vale")


@pytest.fixture
def psychiatrist(clinic: Clinic) -> Staff:
    return given.a_member("psychiatrist", clinic, "Priya", "Raman")


def link(by: Staff, to: Staff, clinic: Clinic) -> int:
    return issue_joining_link(Actor.of(by), staff_id=to.pk, clinic_id=clinic.pk)


def reset(by: Staff, of: Staff, clinic: Clinic) -> int:
    return reset_second_factor(Actor.of(by), staff_id=of.pk, clinic_id=clinic.pk, reason=REASON)


def amend(by: Staff, whom: Staff, clinic: Clinic, details: StaffDetails) -> int:
    """Change somebody's details, with the present ones in sight."""
    seen = mark_of_details(details_of(Staff.objects.get(pk=whom.pk)))
    return amend_staff(Actor.of(by), staff_id=whom.pk, clinic_id=clinic.pk, seen=seen, details=details)


def signs_in(client: Client, staff: Staff) -> str:
    """What the person sees first."""
    staff.refresh_from_db()
    staff.set_password(given.PASSWORD)
    staff.save()
    typed = {"login": staff.email, "password": given.PASSWORD, "next": reverse("patients")}
    return client.post(reverse("sign-in"), typed, follow=True).content.decode()


@pytest.mark.parametrize("in_days", [0, 100], ids=["a role", "a role still to begin"])
def test_giving_somebody_a_role_here_opens_no_way_into_their_sign_in(
    client: Client, psychiatrist: Staff, vale: Clinic, in_days: int
) -> None:
    """In the order in which it was once done: a role in one's own clinic, the link, the reset."""
    TOTP.activate(psychiatrist, "A" * 32)
    theirs = given.a_member("manager", vale, "Sean", "Doyle")
    first = today() + timedelta(days=in_days)
    give_role(Actor.of(theirs), staff_id=psychiatrist.pk, clinic_id=vale.pk, role="analyst", since=first)
    client.force_login(theirs)
    for name in ("joining-link", "reset-second-factor", "end-employment"):
        page = client.post(reverse(name, args=[psychiatrist.pk]), {"request_key": name, "reason": REASON})
        shown = page.content.decode()
        assert "also works in Northgate" in shown, name
        assert "/key/" not in shown
    assert Authenticator.objects.filter(user=psychiatrist).exists()
    psychiatrist.refresh_from_db()
    assert psychiatrist.is_active


def test_it_is_the_same_while_their_role_elsewhere_is_still_to_begin(clinic: Clinic, vale: Clinic) -> None:
    theirs = given.a_member("manager", vale, "Sean", "Doyle")
    details = StaffDetails("new@example.org", "Ann", "New")
    joiner = Staff.objects.get(
        pk=add_staff(
            given.SETUP, clinic_id=clinic.pk, details=details, role="nurse", since=today() + timedelta(days=20)
        )
    )
    give_role(Actor.of(theirs), staff_id=joiner.pk, clinic_id=vale.pk, role="analyst")
    with pytest.raises(Forbidden, match="also works in Northgate"):
        link(theirs, joiner, vale)


def test_nobody_moves_anothers_sign_in_to_an_address_of_their_own(psychiatrist: Staff, vale: Clinic) -> None:
    theirs = given.a_member("manager", vale, "Sean", "Doyle")
    given.give(psychiatrist, "analyst", vale)
    moved = StaffDetails("sean.doyle2@example.org", "Priya", "Raman")
    with pytest.raises(Forbidden, match="also works in Northgate"):
        amend(theirs, psychiatrist, vale, moved)
    same = StaffDetails(psychiatrist.email, "Priya", "Raman", title="Dr")
    amend(theirs, psychiatrist, vale, same)
    psychiatrist.refresh_from_db()
    assert psychiatrist.get_full_name() == "Dr Priya Raman"


def test_a_manager_of_every_clinic_they_work_in_may(manager: Staff, psychiatrist: Staff, vale: Clinic) -> None:
    given.give(psychiatrist, "psychiatrist", vale)
    given.give(manager, "manager", vale)
    assert link(manager, psychiatrist, vale) == psychiatrist.pk
    assert end_employment(Actor.of(manager), staff_id=psychiatrist.pk, clinic_id=vale.pk) == psychiatrist.pk


@pytest.mark.parametrize("first", ["link", "reset"])
def test_one_manager_never_does_both_halves(manager: Staff, psychiatrist: Staff, clinic: Clinic, first: str) -> None:
    halves = {"link": link, "reset": reset}
    (other,) = halves.keys() - {first}
    halves[first](manager, psychiatrist, clinic)
    for hours in (0, 71, 100):  # after three days too, while the person has not signed in
        with clock.at(clock.now() + timedelta(hours=hours)), pytest.raises(Forbidden, match="ask another manager"):
            halves[other](manager, psychiatrist, clinic)


def test_another_manager_does_the_other_half(manager: Staff, psychiatrist: Staff, clinic: Clinic) -> None:
    colleague = given.a_member("manager", clinic, "Sean", "Doyle")
    link(manager, psychiatrist, clinic)
    assert reset(colleague, psychiatrist, clinic) == psychiatrist.pk


def test_a_second_manager_whom_the_first_made_for_it_is_none(
    manager: Staff, psychiatrist: Staff, clinic: Clinic
) -> None:
    details = StaffDetails("puppet@example.org", "Ann", "Puppet")
    puppet = Staff.objects.get(
        pk=add_staff(Actor.of(manager), clinic_id=clinic.pk, details=details, role="manager", since=today())
    )
    link(manager, psychiatrist, clinic)
    with pytest.raises(Forbidden, match="here longer"):
        reset(puppet, psychiatrist, clinic)
    with clock.at(clock.now() + timedelta(days=31)):
        assert reset(puppet, psychiatrist, clinic) == psychiatrist.pk


def test_once_they_have_signed_in_and_three_days_are_over_it_is_forgotten(
    client: Client, manager: Staff, psychiatrist: Staff, clinic: Clinic
) -> None:
    link(manager, psychiatrist, clinic)
    with clock.at(clock.now() + timedelta(hours=1)):
        signs_in(client, psychiatrist)
    with clock.at(clock.now() + timedelta(hours=74)):
        assert reset(manager, psychiatrist, clinic) == psychiatrist.pk


def test_whoever_is_touched_is_told_by_whom_and_what_to_do(
    client: Client, manager: Staff, psychiatrist: Staff, clinic: Clinic
) -> None:
    signs_in(client, psychiatrist)
    reset(manager, psychiatrist, clinic)
    moved = StaffDetails("priya@example.org", "Priya", "Raman")
    amend(manager, psychiatrist, clinic, moved)
    for _ in range(2):  # the first to sign in may not have been the person
        shown = signs_in(Client(), psychiatrist)
        assert "Grace Mbeki reset your second factor" in shown
        assert "Grace Mbeki changed the address you sign in with" in shown
        assert "tell another manager now" in shown


def test_whoever_was_away_for_long_is_told_when_they_come_back_and_not_for_ever(
    manager: Staff, psychiatrist: Staff, clinic: Clinic
) -> None:
    signs_in(Client(), psychiatrist)
    link(manager, psychiatrist, clinic)
    with clock.at(clock.now() + timedelta(days=30)):
        assert "Grace Mbeki made a link" in signs_in(Client(), psychiatrist)
        assert "Grace Mbeki" not in signs_in(Client(), psychiatrist)
