"""The board's page: who is where, how things stand, and nothing that is old shown as new."""

import re

import pytest
from django.test import Client

from tests.unit.infusion import day as days
from tests.unit.infusion.day import standing_at
from tests.unit.infusion_pages.conftest import SignIn


def board(client: Client, minute: float) -> str:
    with standing_at(minute):
        answer = client.get("/board/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def tile(text: str, bay: int) -> str:
    """One bay's own part of the page."""
    found = re.search(rf'<article class="[^"]*" id="bay-{bay}".*?</article>', text)
    assert found is not None
    return found[0]


def test_a_person_infusing_is_shown_with_minute_dose_and_next_set(day: days.Day, nurse: Client) -> None:
    days.under_way(day, days.a_patient(day, "Adeyemi", title="Mr"))
    shown = tile(board(nurse, 42), 1)
    assert "ADEYEMI," in shown
    assert "(Mr)" in shown
    assert ">12</span>" in shown
    assert "of 40 min" in shown
    assert re.search(r">10\.5</b> of 35\.0 mg", shown)


def test_an_overdue_set_is_amber_with_its_word_and_then_urgent_with_another(day: days.Day, nurse: Client) -> None:
    days.under_way(day)
    in_order, late, very_late = (tile(board(nurse, minute), 1) for minute in (34, 38, 41))
    assert "fl-tile--order" in in_order
    assert "fl-tile--attend" in late
    assert "<b>Overdue</b>" in late
    assert "fl-tile--urgent" in very_late
    assert "<b>Urgent</b>" in very_late


def test_the_queue_names_what_is_open_and_says_so_when_nothing_is(day: days.Day, nurse: Client) -> None:
    assert "Nothing open" in board(nurse, 20)
    days.under_way(day)
    text = board(nurse, 38)
    assert 'class="fl-queue-chip fl-queue-chip--attend"' in text
    assert "<b>Bay 1</b>" in text


def test_a_silent_feed_takes_the_last_figures_off_the_board(day: days.Day, nurse: Client) -> None:
    session_id = days.under_way(day)
    monitor = days.a_monitor(day)
    days.bound(day, session_id, monitor, minute=31)
    days.sends(monitor.identifier, 32, pulse=91, spo2=97, resp_rate=15)
    live = tile(board(nurse, 32.1), 1)
    assert ">91</span>" in live
    assert "from monitor, not accepted" in live
    stale = tile(board(nurse, 33), 1)
    assert "91" not in re.sub(r"data-[a-z-]+=\"\d+\"", "", stale)
    assert "STALE" in stale
    assert "none since 13:32:00" in stale


def test_a_hand_taken_value_stays_with_its_age_while_the_feed_is_silent(day: days.Day, nurse: Client) -> None:
    session_id = days.under_way(day)
    days.bound(day, session_id, days.a_monitor(day), minute=31)
    stale = tile(board(nurse, 33), 1)
    assert ">128/76</span>" in stale
    assert "accepted by a nurse" in stale


def test_an_empty_chair_names_the_next_person_and_when(day: days.Day, nurse: Client) -> None:
    days.booked(day, days.a_patient(day, "Nowak"), minute=48, bay=1)
    shown = tile(board(nurse, 30), 2)
    assert "<b>Empty</b>" in shown
    assert ">13:48</span>" in shown
    assert "in 18 min" in shown
    assert "NOWAK," in shown


def test_names_that_could_be_mistaken_are_marked_on_both_tiles(day: days.Day, nurse: Client) -> None:
    days.arrived(day, days.booked(day, days.a_patient(day, "Smith"), bay=0), bay=0)
    days.arrived(day, days.booked(day, days.a_patient(day, "Smyth"), bay=1), bay=1)
    text = board(nurse, 5)
    assert [("Similar name" in tile(text, bay)) for bay in (1, 2, 3)] == [True, True, False]


def test_a_restricted_record_shows_its_surname_and_nothing_more(day: days.Day, nurse: Client) -> None:
    patient = days.a_patient(day, "Hidden", given_names="Frances")
    type(patient).objects.filter(pk=patient.pk).update(restricted=True)
    days.arrived(day, days.booked(day, patient))
    shown = tile(board(nurse, 5), 1)
    assert "HIDDEN" in shown
    assert "Frances" not in shown
    assert "1974" not in shown


def test_nobody_with_als_on_duty_is_said_on_the_strip(day: days.Day, signed_in: SignIn) -> None:
    assert "No ALS on duty" not in board(signed_in("nurse"), 10)
    assert "No ALS on duty" in board(signed_in("nurse"), 500)


def test_another_clinics_people_are_on_nobody_elses_board(day: days.Day, nurse: Client) -> None:
    elsewhere = days.a_day("Southgate")
    days.under_way(elsewhere, days.a_patient(elsewhere, "Elsewhere"))
    assert "ELSEWHERE" not in board(nurse, 42)


@pytest.mark.parametrize("address", ["/board/", "/today/"])
def test_whoever_may_not_see_sessions_may_not_see_the_board(day: days.Day, address: str) -> None:
    client = Client()
    assert client.get(address).status_code == 302
    client.force_login(days.given.a_member("analyst", day.clinic, "Ann", "Alyst"))
    assert client.get(address).status_code == 403
