"""The audit log as a manager reads it: their own clinic's, in words, narrowed and paged."""

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.actor import Actor
from firstlight.apps.people.actions.add_bay import add_bay
from firstlight.apps.people.actions.open_record import open_record
from firstlight.apps.people.actions.record_failed_sign_in import record_failed_sign_in
from firstlight.apps.people.models import Clinic, Staff
from tests.unit.people import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic(db: None) -> Clinic:
    return given.a_clinic()


@pytest.fixture
def nurse(clinic: Clinic) -> Staff:
    return given.a_member("nurse", clinic)


@pytest.fixture
def page(client: Client, clinic: Clinic) -> Client:
    client.force_login(given.a_member("manager", clinic, "Grace", "Mbeki"))
    return client


def read(page: Client, **asked: str) -> str:
    answer = page.get(reverse("audit"), asked)
    assert answer.status_code == 200
    return answer.content.decode().partition("<tbody>")[2]


def test_it_says_who_did_what_to_whom(page: Client, clinic: Clinic, nurse: Staff) -> None:
    person = given.a_patient(clinic)
    open_record(Actor.of(nurse), patient_id=person.pk, clinic_id=clinic.pk)
    shown = read(page)
    for words in ("Amara Okafor", "Opened the record", "GREY", "Patient registered"):
        assert words in shown
    assert "Alma" not in shown, "the surname alone: the log is no way round a restricted record"


def test_it_is_narrowed_by_what_by_whom_and_by_patient(page: Client, clinic: Clinic, nurse: Staff) -> None:
    grey, stone = given.a_patient(clinic, 1), given.a_patient(clinic, 2, family_name="Stone")
    for person in (grey, stone):
        open_record(Actor.of(nurse), patient_id=person.pk, clinic_id=clinic.pk)
    assert "Staff joined" not in read(page, what="patient")
    assert "Patient registered" not in read(page, what="patient.opened")
    assert "Patient registered" not in read(page, who=str(nurse.pk))
    narrowed = read(page, patient="stone")
    assert "STONE" in narrowed
    assert "GREY" not in narrowed


def test_another_clinics_entries_and_sign_ins_are_not_shown(page: Client, clinic: Clinic) -> None:
    vale = given.a_clinic("Vale")
    there = given.a_member("nurse", vale, "Tom", "Whitfield")
    record_failed_sign_in(given.SETUP, email=there.email, what="password", address="192.0.2.1")
    assert "Whitfield" not in read(page)


def test_a_failed_sign_in_of_ones_own_staff_is_shown(page: Client, nurse: Staff) -> None:
    record_failed_sign_in(given.SETUP, email=nurse.email, what="password", address="192.0.2.1")
    shown = read(page, who=str(nurse.pk))
    assert "Failed to sign in" in shown
    assert "192.0.2.1" in shown


def test_a_long_log_is_read_a_page_at_a_time_without_a_gap(page: Client, clinic: Clinic) -> None:
    for number in range(1, 61):
        add_bay(given.SETUP, clinic_id=clinic.pk, number=number)
    first = page.get(reverse("audit"), {"what": "places.bay"}).content.decode()
    older = first.partition("before=")[2].partition('"')[0]
    second = page.get(reverse("audit"), {"what": "places.bay", "before": older}).content.decode()
    seen = [number for number in range(1, 61) if f"number: {number}<" in first + second]
    assert seen == list(range(1, 61))
    assert "before=" not in second


@pytest.mark.parametrize("asked", [{"before": "x"}, {"who": "x"}, {"before": "999999999999"}, {"patient": "%"}])
def test_nonsense_in_the_address_is_no_error(page: Client, asked: dict[str, str]) -> None:
    assert page.get(reverse("audit"), asked).status_code == 200
