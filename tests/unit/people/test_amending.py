"""Two people putting one record right: neither loses anything, and nothing overwrites unseen."""

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.actor import Actor
from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.people.actions.add_allergy import add_allergy
from firstlight.apps.people.actions.amend_patient import amend_patient
from firstlight.apps.people.actions.correct_allergy import correct_allergy
from firstlight.apps.people.models import Clinic, Patient, Staff
from firstlight.apps.people.queries import patient_banner
from firstlight.apps.refusals import Conflict, Invalid
from tests.unit.people import given

pytestmark = pytest.mark.django_db


def amend(who: Actor, person: Patient, clinic: Clinic, version: int, **changes: object) -> None:
    words = given.details(1, **changes)
    amend_patient(who, patient_id=person.pk, clinic_id=clinic.pk, version=version, details=words)


def test_the_second_of_two_is_told_who_was_first_and_writes_nothing(clinic: Clinic, nurse: Staff) -> None:
    person = given.a_patient(clinic)
    amend(Actor.of(nurse), person, clinic, version=1, phone="01632 960001")
    with pytest.raises(Conflict, match="Amara Okafor changed this record"):
        amend(given.SETUP, person, clinic, version=1, phone="01632 960002")
    assert Patient.objects.get().phone == "01632 960001"


def test_the_log_names_what_changed_and_the_history_keeps_the_old_words(clinic: Clinic) -> None:
    person = given.a_patient(clinic, phone="01632 960001")
    amend(given.SETUP, person, clinic, version=1, phone="01632 960002", known_as="Allie")
    entry = AuditEntry.objects.get(verb="patient.amended")
    assert '"changed": ["known as", "phone"]' in entry.detail
    assert [row.phone for row in person.history.order_by("history_id")] == ["01632 960001", "01632 960002"]


def test_on_the_page_what_was_typed_stays_beside_what_is_stored_and_then_saves(
    as_nurse: Client, clinic: Clinic
) -> None:
    person = given.a_patient(clinic)
    address = reverse("amend-patient", args=[person.pk])
    assert as_nurse.get(address).status_code == 200
    amend(given.SETUP, person, clinic, version=1, phone="01632 960001")
    typed = {
        "request_key": "k", "version": "1", "given_names": "Alma", "family_name": "Grey", "birth_date": "02-Sep-1974",
        "sex": "female", "contact_preference": "text", "language": "English", "nhs_number": person.nhs_number,
        "phone": "01632 960099",
    }  # fmt: skip
    refused = as_nurse.post(address, typed)
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert 'value="01632 960099"' in shown
    assert "01632 960001" in shown
    assert 'name="version" value="2"' in shown
    assert as_nurse.post(address, typed | {"version": "2"}).status_code == 302
    assert Patient.objects.get().phone == "01632 960099"


def test_an_allergy_ends_no_known_allergies_and_both_cannot_stand(clinic: Clinic) -> None:
    person = given.a_patient(clinic, no_known_allergies=True)
    assert patient_banner(person.pk).allergies_text == "No known allergies"
    add_allergy(
        given.SETUP, patient_id=person.pk, clinic_id=clinic.pk, substance="Penicillin", reaction="rash", severe=False
    )
    assert patient_banner(person.pk).allergies_text == "Penicillin (rash)"
    with pytest.raises(Invalid, match="entered in error"):
        amend(given.SETUP, person, clinic, version=1, no_known_allergies=True)


def test_nobody_asked_is_not_the_same_as_none_known(clinic: Clinic) -> None:
    assert patient_banner(given.a_patient(clinic).pk).allergies_text == "Allergies not recorded: ask"


def test_an_allergy_entered_in_error_stays_with_its_reason(clinic: Clinic, as_nurse: Client) -> None:
    person = given.a_patient(clinic)
    pk = add_allergy(
        given.SETUP, patient_id=person.pk, clinic_id=clinic.pk, substance="Latex", reaction="rash", severe=True
    )
    correct_allergy(given.SETUP, allergy_id=pk, clinic_id=clinic.pk, reason="meant for another person")
    page = as_nurse.get(reverse("patient", args=[person.pk])).content.decode()
    assert "Latex" in page
    assert "meant for another person" in page
    assert patient_banner(person.pk).allergies == ()


def test_the_banner_says_who_it_is_in_one_form(clinic: Clinic) -> None:
    person = given.a_patient(clinic, title="Mrs")
    banner = patient_banner(person.pk)
    number = person.nhs_number
    assert banner.name == "GREY, Alma (Mrs)"
    assert banner.born.startswith("02-Sep-1974 (")
    assert banner.number == f"{number[:3]} {number[3:6]} {number[6:]}"
