"""A sign-in ends when nobody acts, and nothing typed is lost when it does."""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import AsyncClient, Client
from django.urls import reverse

from firstlight.apps import clock
from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.people.models import Allergy, Clinic, Patient, Staff
from firstlight.apps.people.sign_in import is_alive
from tests.unit.people import given

pytestmark = pytest.mark.django_db
IDLE = timedelta(seconds=settings.SIGN_IN_IDLE_SECONDS)
TYPED = {"request_key": "k", "substance": "Penicillin", "reaction": "rash all over"}


@pytest.fixture
def person(clinic: Clinic) -> Patient:
    return given.a_patient(clinic)


@pytest.fixture
def signed_in(client: Client, nurse: Staff) -> Client:
    client.force_login(nurse)
    assert client.get(reverse("patients")).status_code == 200
    return client


def sign_in_again(client: Client, staff: Staff, to: str) -> None:
    staff.set_password(given.PASSWORD)
    staff.save()
    client.post(reverse("sign-in"), {"login": staff.email, "password": given.PASSWORD, "next": to})


def test_a_sign_in_ends_when_nobody_acts(signed_in: Client) -> None:
    with clock.at(clock.now() + IDLE - timedelta(seconds=60)):
        assert signed_in.get(reverse("patients")).status_code == 200
    with clock.at(clock.now() + 2 * IDLE - timedelta(seconds=90)):
        assert signed_in.get(reverse("patients")).status_code == 200
    with clock.at(clock.now() + 4 * IDLE):
        assert signed_in.get(reverse("patients")).status_code == 302
    assert "nobody acted for too long" in AuditEntry.objects.get(verb="sign_in.ended").detail


@pytest.mark.parametrize("headers", [{"X-Background": "1"}, {"Accept": "text/event-stream"}])
def test_what_a_browser_asks_by_itself_never_extends_it(signed_in: Client, headers: dict[str, str]) -> None:
    for minutes in (5, 10, 15, 19):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            assert signed_in.get(reverse("patients"), headers=headers).status_code == 200
    with clock.at(clock.now() + IDLE + timedelta(seconds=30)):
        assert signed_in.get(reverse("patients"), headers=headers).status_code == 401


def test_asking_how_long_is_left_never_extends_it(signed_in: Client) -> None:
    lefts = []
    for minutes in (5, 15):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            lefts.append(signed_in.get(reverse("sign-in-left")).json()["left"])
    assert lefts[0] > lefts[1]
    assert lefts[1] <= settings.SIGN_IN_IDLE_SECONDS - 15 * 60


def test_a_press_keeps_it_open(signed_in: Client) -> None:
    with clock.at(clock.now() + timedelta(minutes=19)):
        told = signed_in.post(reverse("stay-signed-in"), headers={"X-Background": "1"}).json()
    assert told == {"left": settings.SIGN_IN_IDLE_SECONDS, "warn": settings.SIGN_IN_WARNING_SECONDS}
    with clock.at(clock.now() + timedelta(minutes=35)):
        assert signed_in.get(reverse("patients")).status_code == 200


def test_an_open_stream_learns_that_its_sign_in_ended(signed_in: Client, nurse: Staff) -> None:
    key = signed_in.session.session_key
    assert is_alive(key)
    with clock.at(clock.now() + IDLE + timedelta(seconds=30)):
        assert not is_alive(key)
    assert is_alive(key), "asking changed nothing"
    signed_in.post(reverse("sign-out"))
    assert not is_alive(key)
    assert not is_alive(None)
    assert not is_alive("never-was")


def test_a_stream_of_a_leaver_ends(signed_in: Client, nurse: Staff) -> None:
    nurse.is_active = False
    nurse.save()
    assert not is_alive(signed_in.session.session_key)


@pytest.mark.urls("tests.security.pages")
def test_opening_a_stream_never_extends_the_sign_in(manager: Staff) -> None:
    client = AsyncClient()
    client.force_login(manager)
    get = async_to_sync(client.get)
    assert get("/asynchronous/").status_code == 200
    acted = client.session["acted_at"]
    with clock.at(clock.now() + timedelta(minutes=10)):
        assert get("/stream/", headers={"Accept": "text/event-stream"}).status_code == 200
        assert client.session["acted_at"] == acted
        assert get("/asynchronous/").status_code == 200
    assert client.session["acted_at"] > acted


def test_a_form_sent_too_late_is_offered_again_and_saved(signed_in: Client, nurse: Staff, person: Patient) -> None:
    address = reverse("add-allergy", args=[person.pk])
    with clock.at(clock.now() + IDLE + timedelta(minutes=1)):
        late = signed_in.post(address, TYPED)
        assert late.status_code == 302
        assert "Nothing you typed is lost" in signed_in.get(late.headers["Location"]).content.decode()
        assert Allergy.objects.count() == 0
        sign_in_again(signed_in, nurse, reverse("held-form"))
        offered = signed_in.get(reverse("held-form")).content.decode()
        assert 'value="rash all over"' in offered
        assert f'action="{address}"' in offered
        assert signed_in.post(address, TYPED).status_code == 302
    assert Allergy.objects.get().reaction == "rash all over"
    assert "Nothing is waiting" in signed_in.get(reverse("held-form")).content.decode()


def test_what_one_person_typed_is_never_shown_to_another(signed_in: Client, person: Patient, clinic: Clinic) -> None:
    other = given.a_member("nurse", clinic, "Tom", "Whitfield")
    with clock.at(clock.now() + IDLE + timedelta(minutes=1)):
        signed_in.post(reverse("add-allergy", args=[person.pk]), TYPED)
        sign_in_again(signed_in, other, reverse("held-form"))
        page = signed_in.get(reverse("held-form")).content.decode()
    assert "rash all over" not in page
    assert "Nothing is waiting" in page


def test_it_is_the_same_when_the_screen_itself_noticed_first(
    signed_in: Client, person: Patient, clinic: Clinic
) -> None:
    other = given.a_member("nurse", clinic, "Tom", "Whitfield")
    with clock.at(clock.now() + IDLE + timedelta(minutes=1)):
        assert signed_in.get(reverse("sign-in-left"), headers={"X-Background": "1"}).status_code == 401
        signed_in.post(reverse("add-allergy", args=[person.pk]), TYPED)
        sign_in_again(signed_in, other, reverse("held-form"))
        assert "rash all over" not in signed_in.get(reverse("held-form")).content.decode()


def test_a_form_of_nobody_known_is_carried_by_the_page_and_kept_nowhere(
    client: Client, nurse: Staff, person: Patient
) -> None:
    """Anybody can send one; each would otherwise be a row, and be offered to whoever signs in next at that browser."""
    address = reverse("add-allergy", args=[person.pk])
    late = client.post(address, TYPED)
    page = late.content.decode()
    assert late.status_code == 401
    assert 'value="rash all over"' in page
    assert f'action="{address}"' in page
    assert "If it was not you who typed it" in page
    assert Session.objects.count() == 0
    sign_in_again(client, nurse, reverse("held-form"))
    assert "rash all over" not in client.get(reverse("held-form")).content.decode()
    assert client.post(address, TYPED).status_code == 302
    assert Allergy.objects.get().reaction == "rash all over"


def test_no_password_is_ever_held(signed_in: Client, person: Patient) -> None:
    address, typed = reverse("add-allergy", args=[person.pk]), TYPED | {"password": "a typed secret"}
    with clock.at(clock.now() + IDLE + timedelta(minutes=1)):
        signed_in.post(address, typed)
    kept = str(dict(signed_in.session))
    assert "rash all over" in kept
    assert "a typed secret" not in kept + Client().post(address, typed).content.decode()


def test_a_form_too_large_to_hold_fills_no_disk(signed_in: Client, person: Patient) -> None:
    with clock.at(clock.now() + IDLE + timedelta(minutes=1)):
        signed_in.post(reverse("add-allergy", args=[person.pk]), TYPED | {"reaction": "x" * 100_000})
    assert "held_form" not in signed_in.session


def test_a_script_gets_a_number_and_its_page_keeps_the_words(client: Client, person: Patient) -> None:
    answer = client.post(reverse("add-allergy", args=[person.pk]), TYPED, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["X-Signed-Out"], answer.content) == (401, "1", b"")


def test_a_form_whose_token_is_too_old_is_offered_again_to_our_own_pages_only(nurse: Staff, person: Patient) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(nurse)
    address = reverse("add-allergy", args=[person.pk])
    ours = client.post(address, TYPED, headers={"Sec-Fetch-Site": "same-origin"})
    theirs = client.post(address, TYPED, headers={"Sec-Fetch-Site": "cross-site"})
    assert "rash all over" in ours.content.decode()
    assert "rash all over" not in theirs.content.decode()
    assert Allergy.objects.count() == 0
