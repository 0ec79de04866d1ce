"""The clerk's desk: moving and cancelling a booking on pages, with every word kept when it cannot be."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.infusion.models import Move
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, at, standing_at
from tests.unit.infusion_pages.conftest import SignIn
from tests.unit.people import given


@pytest.fixture(autouse=True)
def _just_after_one() -> Iterator[None]:
    with standing_at(1):
        yield


@pytest.fixture
def clerk(day: Day) -> Client:
    client = Client()
    client.force_login(given.a_member("administrator", day.clinic, "Owen", "Price"))
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def move(session_id: int, name: str) -> str:
    return reverse("record-move", args=[session_id, name])


def test_the_form_comes_filled_with_what_is_booked_now(day: Day, clerk: Client) -> None:
    shown = page(clerk, move(days.booked(day), "rebook"))
    assert 'value="23/11/2026"' in shown
    assert 'value="13:30"' in shown
    assert f'<option value="{day.bays[0]}" selected>Bay 1</option>' in shown
    assert "Session booked" in shown.split("Who did what, and when")[1]


def test_a_clerk_moves_a_booking_to_the_next_day(day: Day, clerk: Client) -> None:
    session_id = days.booked(day)
    typed = {
        "request_key": "k",
        "day": "24/11/2026",
        "planned_start": "09:30",
        "bay": day.bays[1],
        "reason": "Has a cold",
    }
    for _ in range(2):
        assert clerk.post(move(session_id, "rebook"), typed).status_code == 302
    assert days.row(session_id).planned_start == at(24 * 60 - 210)
    assert Move.objects.filter(session_id=session_id).count() == 1
    assert "23-Nov-2026 13:30, bay 1 to 24-Nov-2026 09:30, bay 2" in page(
        clerk, reverse("session-history", args=[session_id])
    )


def test_a_taken_bay_is_said_beside_the_bay_and_every_word_is_kept(day: Day, clerk: Client) -> None:
    days.booked(day, days.a_patient(day, "Hollis"), bay=1)
    typed = {"request_key": "k", "day": "23/11/2026", "planned_start": "14:00", "bay": day.bays[1], "reason": "Later"}
    refused = clerk.post(move(days.booked(day), "rebook"), typed)
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert "Bay 2 is booked from 13:30 to 15:10 for HOLLIS" in shown
    assert 'value="14:00"' in shown
    assert ">Later</textarea>" in shown


@pytest.mark.parametrize(("field", "typed"), [("day", "31/02/2027"), ("day", "22/11/2026"), ("planned_start", "9.5")])
def test_a_day_or_time_that_cannot_be_is_asked_again(day: Day, clerk: Client, field: str, typed: str) -> None:
    words = {"request_key": "k", "day": "24/11/2026", "planned_start": "09:30", "bay": "", field: typed}
    refused = clerk.post(move(days.booked(day), "rebook"), words)
    assert refused.status_code == 422
    assert f'id="id_{field}-error1"' in refused.content.decode()


def test_the_same_clash_is_said_when_somebody_is_booked_anew(day: Day, clerk: Client) -> None:
    days.booked(day, days.a_patient(day, "Hollis"), bay=1)
    newcomer = days.a_patient(day)
    words = {
        "request_key": "k",
        "protocol": days.CODE,
        "day": "23/11/2026",
        "planned_start": "14:00",
        "number": "1",
        "of": "6",
        "bay": day.bays[1],
        "nurse": "",
    }
    refused = clerk.post(reverse("book-session", args=[newcomer.pk]), words)
    assert refused.status_code == 422
    assert "for HOLLIS" in refused.content.decode()
    days.booked(day, newcomer, bay=2)
    refused = clerk.post(reverse("book-session", args=[newcomer.pk]), words | {"bay": ""})
    assert "has a session on 23 November at 13:30 in Northgate already" in refused.content.decode()


def test_a_clerk_cancels_and_the_board_the_list_the_session_and_the_record_say_so(day: Day, clerk: Client) -> None:
    patient = days.a_patient(day)
    session_id = days.booked(day, patient)
    said = "Telephoned, has a cold"
    assert "Give the day" not in page(clerk, move(session_id, "cancel"))
    assert clerk.post(move(session_id, "cancel"), {"request_key": "k", "reason": ""}).status_code == 422
    assert clerk.post(move(session_id, "cancel"), {"request_key": "k", "reason": said}).status_code == 302
    for address in (
        reverse("board"),
        reverse("today"),
        reverse("session", args=[session_id]),
        reverse("session-history", args=[session_id]),
        reverse("patient", args=[patient.pk]),
    ):
        shown = page(clerk, address)
        assert said in shown, address
        assert "Owen Price" in shown, address
    assert "Cancelled today" in page(clerk, reverse("board"))


def test_the_board_says_nothing_of_it_where_nobody_cancelled(day: Day, clerk: Client) -> None:
    days.booked(day)
    assert 'aria-label="Cancelled today" hidden' in page(clerk, reverse("board"))


def test_a_clerk_is_offered_these_two_and_no_step_of_care(day: Day, clerk: Client, signed_in: SignIn) -> None:
    session_id = days.booked(day)
    shown = page(clerk, reverse("session", args=[session_id]))
    assert "Move the booking" in shown
    assert "Cancel the booking" in shown
    assert "Record arrival" not in shown
    assert move(session_id, "arrive") not in page(clerk, reverse("today"))
    assert clerk.post(move(session_id, "arrive"), {"request_key": "k", "bay": day.bays[0]}).status_code == 403
    assert "Cancel the booking" not in page(signed_in("pharmacist"), reverse("session", args=[session_id]))
    typed = {"request_key": "k", "reason": "Telephoned"}
    assert signed_in("pharmacist").post(move(session_id, "cancel"), typed).status_code == 403
    assert days.row(session_id).state == "booked"


def test_from_the_persons_record_a_booking_is_moved_or_cancelled(day: Day, clerk: Client) -> None:
    patient = days.a_patient(day)
    session_id = days.booked(day, patient)
    shown = page(clerk, reverse("patient", args=[patient.pk]))
    assert f'href="{move(session_id, "rebook")}"' in shown
    assert f'href="{move(session_id, "cancel")}"' in shown
