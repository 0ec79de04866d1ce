"""The audit log as a manager reads it: their own clinic's, in words, narrowed and paged."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.actor import Actor
from firstlight.apps.people.actions.add_bay import add_bay
from firstlight.apps.people.actions.break_glass import break_glass
from firstlight.apps.people.actions.give_role import give_role
from firstlight.apps.people.actions.open_record import open_record
from firstlight.apps.people.actions.record_failed_sign_in import record_failed_sign_in
from firstlight.apps.people.actions.transfer_patient import transfer_patient
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
    for words in ("Amara Okafor", "Opened the record", "GREY", "Registered the person"):
        assert words in shown
    assert "Alma" not in shown, "the surname alone: the log is no way round a restricted record"


def test_it_is_narrowed_by_what_by_whom_and_by_patient(page: Client, clinic: Clinic, nurse: Staff) -> None:
    grey, stone = given.a_patient(clinic, 1), given.a_patient(clinic, 2, family_name="Stone")
    for person in (grey, stone):
        open_record(Actor.of(nurse), patient_id=person.pk, clinic_id=clinic.pk)
    assert "Staff joined" not in read(page, what="patient")
    assert "Registered the person" not in read(page, what="patient.opened")
    assert "Registered the person" not in read(page, who=str(nurse.pk))
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


def test_who_opened_the_record_of_ones_own_patient_from_another_clinic_is_shown(page: Client, clinic: Clinic) -> None:
    vale = given.a_clinic("Vale")
    stranger, ours, theirs = given.a_member("nurse", vale, "Tom"), given.a_patient(clinic, 1), given.a_patient(vale, 2)
    for person in (ours, theirs):
        break_glass(Actor.of(stranger), patient_id=person.pk, clinic_id=vale.pk, reason="collapsed in our waiting room")
        open_record(Actor.of(stranger), patient_id=person.pk, clinic_id=vale.pk)
    shown = read(page, what="patient.opened")
    assert shown.count("Tom Okafor") == 1
    assert "with a reason" in shown
    assert "Opened the record" in read(page, patient=str(ours.nhs_number))
    assert "No entry fits" in read(page, patient=str(theirs.nhs_number))


def test_what_ones_own_staff_opened_of_another_clinic_is_found_by_the_whole_number(
    page: Client, clinic: Clinic, nurse: Staff
) -> None:
    theirs = given.a_patient(given.a_clinic("Vale"), 2)
    break_glass(Actor.of(nurse), patient_id=theirs.pk, clinic_id=clinic.pk, reason="collapsed in our waiting room")
    assert "Opened the record with a reason" in read(page, patient=str(theirs.nhs_number))
    assert "No entry fits" in read(page, patient="alma")


def test_after_a_transfer_the_clinic_that_takes_over_reads_what_is_done_to_the_record(
    page: Client, clinic: Clinic, nurse: Staff
) -> None:
    person, vale = given.a_patient(clinic), given.a_clinic("Vale")
    there = Client()
    there.force_login(given.a_member("manager", vale, "Ida", "Brook"))
    transfer_patient(
        given.SETUP, patient_id=person.pk, clinic_id=clinic.pk, to_clinic_id=vale.pk, reason="moved to the Vale"
    )
    open_record(Actor.of(nurse), patient_id=person.pk, clinic_id=clinic.pk)
    assert "Amara Okafor" in read(there, what="patient.opened")


def test_moments_are_written_as_people_write_them(page: Client, clinic: Clinic, nurse: Staff) -> None:
    give_role(
        given.SETUP,
        staff_id=nurse.pk,
        clinic_id=clinic.pk,
        role="manager",
        since=date(2030, 2, 3),
        until=date(2030, 3, 4),
    )
    shown = read(page, what="staff.role.given")
    assert "since: 03-Feb-2030" in shown
    assert "2030-02-03" not in shown
