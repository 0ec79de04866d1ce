"""A restricted record shows the surname and nothing more to whoever has not opened it, under whichever of its numbers."""

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.infusion.models import ObservationSet
from firstlight.apps.people.models import Patient
from tests.unit.infusion import day as days
from tests.unit.people import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def day() -> days.Day:
    return days.a_day()


@pytest.fixture
def nurse(day: days.Day) -> Client:
    client = Client()
    client.force_login(day.people["nurse"])
    return client


@pytest.fixture
def restricted(day: days.Day) -> Patient:
    """Somebody two of whose three rows were merged away, and of those the first alone is restricted."""
    person = days.a_patient(day, "Walker", given_names="Joan")
    middle = days.a_patient(day, "Walker", given_names="Joan M")
    first = days.a_patient(day, "Walker-Stone", given_names="Joan Mary")
    Patient.objects.filter(pk=middle.pk).update(merged_into=person)
    Patient.objects.filter(pk=first.pk).update(merged_into=middle, restricted=True)
    return person


def test_marking_an_entry_as_anothers_lists_them_by_surname_alone(
    day: days.Day, nurse: Client, restricted: Patient
) -> None:
    days.under_way(day, restricted, bay=1)
    session = days.under_way(day, bay=0)
    entry = ObservationSet.objects.filter(session_id=session).first()
    assert entry is not None
    with days.standing_at(40):
        page = nurse.get(reverse("mark-in-error", args=[session, "set", entry.pk])).content.decode()
    assert "WALKER (restricted record)" in page
    assert "Joan" not in page


@pytest.mark.parametrize("name", ["board", "today"])
def test_the_clinics_own_lists_show_the_surname_alone(
    day: days.Day, nurse: Client, restricted: Patient, name: str
) -> None:
    days.under_way(day, restricted, bay=1)
    with days.standing_at(40):
        page = nurse.get(reverse(name)).content.decode()
    assert "WALKER" in page
    assert "Joan" not in page


def test_a_search_by_any_of_their_names_shows_the_surname_alone(nurse: Client, restricted: Patient) -> None:
    with days.standing_at(40):
        for typed in ("walker", "joan", "walker-stone"):
            page = nurse.get(reverse("patients"), {"q": typed}).content.decode()
            assert "WALKER" in page, typed
            assert "Restricted record: opens only with a reason" in page, typed
            assert "Joan" not in page, typed


def test_registering_somebody_alike_shows_the_surname_alone(nurse: Client, restricted: Patient) -> None:
    typed = {
        "request_key": "k", "given_names": "Joan", "family_name": "Walker", "birth_date": "02-Sep-1974", "sex": "female",
        "nhs_number": given.invented_number(900), "contact_preference": "text", "language": "English",
    }  # fmt: skip
    with days.standing_at(40):
        page = nurse.post(reverse("register-patient"), typed).content.decode()
    likely = page.partition("registered already")[2]
    assert likely.count("Restricted record: opens only with a reason") == 3
    assert str(restricted.nhs_number) not in page.replace(" ", "")
