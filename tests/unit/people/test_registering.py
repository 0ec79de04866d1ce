"""Nobody is registered twice, and nobody without looking first."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.people.actions.register_patient import register_patient
from firstlight.apps.people.models import Clinic, Patient
from firstlight.apps.people.policies import MayBeKnown
from firstlight.apps.people.queries import is_in_care
from firstlight.apps.refusals import Invalid
from tests.unit.people import given

pytestmark = pytest.mark.django_db


def register(clinic: Clinic, index: int = 1, *, different_person: bool = False, **changes: object) -> Patient:
    words = given.details(index, **changes)
    pk = register_patient(given.SETUP, clinic_id=clinic.pk, details=words, different_person=different_person)
    return Patient.objects.get(pk=pk)


def test_a_registered_person_is_in_the_care_of_the_clinic(clinic: Clinic) -> None:
    person = register(clinic)
    assert is_in_care(person.pk, clinic.pk)


def test_one_nhs_number_belongs_to_one_person_whatever_anybody_says(clinic: Clinic) -> None:
    register(clinic, 1)
    with pytest.raises(Invalid, match="belongs to a person") as refusal:
        register(clinic, 1, family_name="Stone", different_person=True)
    assert refusal.value.field == "nhs_number"


def test_a_missing_number_needs_a_reason(clinic: Clinic) -> None:
    with pytest.raises(Invalid, match="why there is no NHS number"):
        register(clinic, nhs_number="")
    assert register(clinic, nhs_number="", nhs_number_missing="not yet traced").nhs_number is None


def test_a_real_trust_takes_no_invented_person() -> None:
    clinic = given.a_clinic("Real", synthetic=False)
    with pytest.raises(Invalid, match="for tests"):
        register(clinic)


def test_a_birth_date_in_the_future_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Invalid, match="Check the year"):
        register(clinic, birth_date=date(2974, 9, 2))


@pytest.mark.parametrize(
    "alike",
    [
        {"family_name": "Gray"},
        {"given_names": "Alma Jane", "family_name": "GREY"},
        {"birth_date": date(1974, 2, 9), "nhs_number": "", "nhs_number_missing": "not traced"},
        {"birth_date": date(1975, 9, 2), "nhs_number": "", "nhs_number_missing": "not traced"},
        {"family_name": "Stone", "nhs_number": "", "nhs_number_missing": "not traced"},
    ],
    ids=["spelt otherwise", "middle name", "day and month turned", "year mistyped", "married name"],
)
def test_somebody_alike_is_shown_before_anything_is_written(clinic: Clinic, alike: dict[str, object]) -> None:
    known = register(clinic, 1)
    with pytest.raises(MayBeKnown) as refusal:
        register(clinic, 2, **alike)
    assert [one.patient.pk for one in refusal.value.likely] == [known.pk]
    assert Patient.objects.count() == 1


def test_a_different_person_is_registered_once_somebody_says_so(clinic: Clinic) -> None:
    register(clinic, 1)
    assert register(clinic, 2, different_person=True).pk
    assert Patient.objects.count() == 2


@pytest.mark.parametrize(
    "unlike",
    [
        {"family_name": "Stone", "given_names": "Tom"},
        {"birth_date": date(1980, 1, 1)},
        {"birth_date": date(1975, 9, 2)},
    ],
    ids=["same birth date only", "same name only", "two different NHS numbers and birth dates"],
)
def test_whoever_is_not_alike_is_not_asked_about(clinic: Clinic, unlike: dict[str, object]) -> None:
    register(clinic, 1)
    assert register(clinic, 2, **unlike).pk


def form(**changes: str) -> dict[str, str]:
    words = {
        "request_key": "11111111-1111-4111-8111-111111111111", "given_names": "Alma", "family_name": "Gray",
        "birth_date": "2 9 1974", "sex": "female", "contact_preference": "phone", "language": "English",
        "nhs_number": given.invented_number(2), "phone": "01632 960001",
    }  # fmt: skip
    return words | changes


def test_the_page_asks_once_and_keeps_every_typed_word(as_nurse: Client, clinic: Clinic) -> None:
    known = register(clinic, 1)
    page = as_nurse.post(reverse("register-patient"), form())
    shown = page.content.decode()
    assert page.status_code == 422
    assert reverse("patient", args=[known.pk]) in shown
    assert "This is a different person" in shown
    assert "01632 960001" in shown
    assert "2 9 1974" in shown
    saved = as_nurse.post(reverse("register-patient"), form(different_person="on"))
    assert saved.status_code == 302
    assert Patient.objects.get(family_name="Gray").birth_date == date(1974, 9, 2)


def test_pressing_register_twice_registers_once(as_nurse: Client) -> None:
    answers = [as_nurse.post(reverse("register-patient"), form()) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Patient.objects.count() == 1


def test_a_wrong_number_is_said_beside_its_field(as_nurse: Client) -> None:
    page = as_nurse.post(reverse("register-patient"), form(nhs_number="999 000 0019"))
    assert 'id="id_nhs_number-error1"' in page.content.decode()
    assert "999 000 0019" in page.content.decode()
