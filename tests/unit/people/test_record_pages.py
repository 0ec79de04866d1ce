"""The person's name, birth date and NHS number stand on every page about them."""

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.people.actions.add_allergy import add_allergy
from firstlight.apps.people.models import Clinic, Patient, Staff
from firstlight.apps.people.numbers import spaced
from tests.unit.people import given

pytestmark = pytest.mark.django_db
OF_CARE = [
    "patient",
    "amend-patient",
    "add-allergy",
    "add-next-of-kin",
    "add-identifier",
    "restrict-patient",
    "book-session",
]
OF_THE_OFFICE = ["patient", "transfer-patient", "merge-choose"]


def unnamed(client: Client, person: Patient, addresses: list[str]) -> list[str]:
    """Pages that do not say who they are about."""
    known = ("GREY, Alma", "02-Sep-1974", spaced(person.nhs_number))
    shown = {address: client.get(address).content.decode() for address in addresses}
    return [address for address, page in shown.items() if not all(words in page for words in known)]


def test_every_page_of_a_record_says_who_it_is(
    client: Client, clinic: Clinic, nurse: Staff, administrator: Staff
) -> None:
    person, other = given.a_patient(clinic, 1), given.a_patient(clinic, 2, family_name="Stone")
    wrong = add_allergy(
        given.SETUP, patient_id=person.pk, clinic_id=clinic.pk, substance="Latex", reaction="rash", severe=False
    )
    client.force_login(nurse)
    pages = [reverse(name, args=[person.pk]) for name in OF_CARE]
    assert unnamed(client, person, [*pages, reverse("correct-allergy", args=[person.pk, wrong])]) == []
    client.force_login(administrator)
    pages = [reverse(name, args=[person.pk]) for name in OF_THE_OFFICE]
    assert unnamed(client, person, [*pages, reverse("merge-patients", args=[person.pk, other.pk])]) == []


def test_a_refused_form_still_says_who_it_is(as_nurse: Client, clinic: Clinic) -> None:
    person = given.a_patient(clinic)
    page = as_nurse.post(reverse("add-next-of-kin", args=[person.pk]), {"request_key": "k", "name": "Bo"})
    assert page.status_code == 422
    assert "GREY, Alma" in page.content.decode()
    assert 'value="Bo"' in page.content.decode()


@pytest.mark.parametrize("name", [*OF_CARE[1:-1], "care-team"])
def test_every_form_about_a_person_says_who_did_what_last(as_nurse: Client, clinic: Clinic, name: str) -> None:
    page = as_nurse.get(reverse(name, args=[given.a_patient(clinic).pk])).content.decode()
    assert "Who did what, and when" in page
    assert "Registered the person" in page
