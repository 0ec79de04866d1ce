"""The table of rights, walked: every role, in its own clinic and in another."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.actor import Actor
from firstlight.apps.people.models import Clinic, RoleHeld
from firstlight.apps.people.permissions import may, permissions_in
from firstlight.apps.people.roles import PERMISSIONS
from tests.unit.people import given

pytestmark = pytest.mark.django_db
ROLES = RoleHeld.Role.values
PAGES = {
    "duty": {"psychiatrist", "nurse", "therapist", "pharmacist", "administrator", "manager"},
    "monitors": {"psychiatrist", "nurse", "therapist", "pharmacist", "administrator", "manager"},
    "board": {"psychiatrist", "nurse", "therapist", "pharmacist", "administrator"},
    "patients": {"psychiatrist", "nurse", "therapist", "pharmacist", "administrator"},
    "register-patient": {"psychiatrist", "nurse", "administrator"},
    "staff": {"manager"},
    "places": {"manager"},
    "audit": {"manager"},
    "break-glass-reviews": {"manager"},
}
"""Written out by hand from the issue, not read from the table that it checks."""


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_its_pages_and_no_others(client: Client, clinic: Clinic, role: str) -> None:
    client.force_login(given.a_member(role, clinic))
    opened = {name for name in PAGES if client.get(reverse(name)).status_code == 200}
    assert opened == {name for name, roles in PAGES.items() if role in roles}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gives_nothing_in_another_clinic(clinic: Clinic, role: str) -> None:
    actor, elsewhere = Actor.of(given.a_member(role, clinic)), given.a_clinic("Vale")
    assert permissions_in(actor, elsewhere.pk) == frozenset()
    assert [name for name in PERMISSIONS if may(actor, name, elsewhere.pk)] == []


@pytest.mark.parametrize("role", ["analyst", "researcher", "manager"])
def test_roles_without_care_never_open_a_record(client: Client, clinic: Clinic, role: str) -> None:
    person = given.a_patient(clinic)
    client.force_login(given.a_member(role, clinic))
    for name in ("patient", "amend-patient", "add-allergy", "transfer-patient", "open-with-reason", "merge-choose"):
        assert client.get(reverse(name, args=[person.pk])).status_code == 403, name


def test_only_doctors_prescribe_and_nobody_alone_both_writes_and_manages(clinic: Clinic) -> None:
    assert PERMISSIONS["prescription.write"].roles == {"psychiatrist"}
    for name in ("session.give", "session.observe", "session.leave"):
        assert not PERMISSIONS[name].roles & {"administrator", "manager", "analyst", "researcher", "therapist"}
    assert not PERMISSIONS["audit.view"].roles & PERMISSIONS["session.give"].roles


def test_the_log_of_sign_ins_is_kept_by_the_system_alone() -> None:
    assert PERMISSIONS["sign_in.log"].roles == frozenset()


def test_a_permission_that_does_not_exist_is_an_error_and_never_a_silent_no(clinic: Clinic) -> None:
    with pytest.raises(KeyError):
        may(Actor.system("test"), "patient.opne", clinic.pk)


@pytest.mark.parametrize("address", ["patient", "amend-patient"])
def test_a_record_of_another_clinic_is_not_shown(client: Client, clinic: Clinic, address: str) -> None:
    person = given.a_patient(given.a_clinic("Vale"), family_name="Elsewhere")
    client.force_login(given.a_member("administrator", clinic))
    answer = client.get(reverse(address, args=[person.pk]))
    assert answer.status_code == 404
    assert "Elsewhere" not in answer.content.decode()


@pytest.mark.parametrize("role", [role for role in ROLES if role not in {"analyst", "researcher"}])
def test_everybody_who_works_here_has_a_front_page_and_every_link_of_the_bar_opens(
    client: Client, clinic: Clinic, role: str
) -> None:
    client.force_login(given.a_member(role, clinic))
    page = client.get("/", follow=True)
    assert page.status_code == 200
    links = re.findall(r'class="fl-bar__link[^"]*" href="([^"]+)"', page.content.decode())
    assert links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)
