"""The session's page and its forms: what is read, what is refused, what is kept, and who saw it."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.infusion.models import Observation, ObservationSet
from tests.unit.infusion import day as days
from tests.unit.infusion.day import standing_at
from tests.unit.infusion_pages.conftest import SignIn


def page(client: Client, session_id: int, minute: float, tail: str = "", **headers: str) -> str:
    with standing_at(minute):
        answer = client.get(f"/sessions/{session_id}/{tail}", headers=headers)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().split())


def send(client: Client, address: str, minute: float, /, **words: str) -> tuple[int, str]:
    data = {"request_key": str(uuid.uuid4())} | words
    with standing_at(minute):
        answer = client.post(address, data)
    return answer.status_code, " ".join(answer.content.decode().split())


def test_the_person_the_phase_and_the_other_bays_are_always_there(day: days.Day, nurse: Client) -> None:
    days.under_way(day, days.a_patient(day, "Other"), bay=1)
    session_id = days.under_way(day, days.a_patient(day, "Grey"))
    text = page(nurse, session_id, 50)
    assert "GREY," in text
    assert "Infusing, minute 20 of 40" in re.sub(r"<[^>]+>", "", text)
    assert "35.0 mg, 0.5 mg/kg IV" in text
    assert 'data-bay="2"' in text


def test_the_chart_and_the_table_hold_the_same_figures(day: days.Day, nurse: Client) -> None:
    session_id = days.under_way(day)
    with standing_at(40):
        days.record_set(day.nurse, session_id=session_id, values={"systolic": "151", "diastolic": "93", "cadss6": "7"})
    text = page(nurse, session_id, 50)
    chart, _, table = text.partition("<details")
    assert ">151</text>" in chart
    assert ">93</text>" in chart
    assert "<b>151/93</b>" in table
    assert "not taken" in table


def test_opening_the_page_is_written_in_the_read_log_and_a_scripts_second_look_is_not(
    day: days.Day, nurse: Client
) -> None:
    session_id = days.under_way(day)

    def openings() -> int:
        return AuditEntry.objects.filter(verb="patient.opened").count()

    page(nurse, session_id, 50)
    assert openings() == 1
    page(nurse, session_id, 51, **{"X-Background": "1"})
    assert openings() == 1


def test_another_clinics_session_does_not_exist_here(day: days.Day, nurse: Client) -> None:
    elsewhere = days.a_day("Southgate")
    session_id = days.under_way(elsewhere)
    with standing_at(50):
        assert nurse.get(f"/sessions/{session_id}/").status_code == 404
        assert nurse.get(f"/sessions/{session_id}/moves/pause/").status_code == 404


def test_a_set_is_saved_under_the_nurses_name_and_answers_the_planned_minute(day: days.Day, nurse: Client) -> None:
    session_id = days.under_way(day)
    status, _ = send(nurse, f"/sessions/{session_id}/sets/", 36, pulse="88", spo2="97", moaas="5", minute="5")
    assert status == 302
    saved = ObservationSet.objects.latest("id")
    assert (saved.minute, saved.by_id) == (5, day.nurse.staff_id)
    assert "Overdue" not in page(nurse, session_id, 38)


def test_every_fault_of_a_set_is_beside_its_field_and_every_word_is_kept(day: days.Day, nurse: Client) -> None:
    session_id = days.under_way(day)
    before = Observation.objects.count()
    status, text = send(nurse, f"/sessions/{session_id}/sets/", 36, pulse="8oo", systolic="120", spo2="97")
    assert status == 422
    assert 'id="set_pulse-error1"' in text
    assert 'id="set_diastolic-error1"' in text
    assert 'value="8oo"' in text
    assert 'value="97"' in text
    assert Observation.objects.count() == before


def test_an_unlikely_value_is_asked_about_and_the_answer_is_for_that_value_alone(day: days.Day, nurse: Client) -> None:
    session_id = days.under_way(day)
    address = f"/sessions/{session_id}/sets/"
    _, asked = send(nurse, address, 36, pulse="188")
    assert "Pulse 188. Is that right?" in asked
    assert 'name="confirm_pulse" value="188"' in asked
    status, again = send(nurse, address, 36, pulse="198", confirm_pulse="188")
    assert status == 422
    assert "Pulse 198. Is that right?" in again
    status, _ = send(nurse, address, 36, pulse="188", confirm_pulse="188")
    assert status == 302
    assert Observation.objects.latest("id").confirmed


def test_pressing_save_twice_saves_once(day: days.Day, nurse: Client) -> None:
    session_id = days.under_way(day)
    before = ObservationSet.objects.count()
    for _ in range(2):
        status, _ = send(nurse, f"/sessions/{session_id}/sets/", 36, pulse="88", request_key="one-and-the-same")
        assert status == 302
    assert ObservationSet.objects.count() == before + 1


def test_filling_from_the_monitor_copies_fresh_readings_saves_nothing_and_names_their_message(
    day: days.Day, nurse: Client
) -> None:
    session_id = days.under_way(day)
    monitor = days.a_monitor(day)
    days.bound(day, session_id, monitor, minute=31)
    message = days.sends(monitor.identifier, 36, pulse=93, spo2=96)
    before = ObservationSet.objects.count()
    status, text = send(nurse, f"/sessions/{session_id}/sets/", 36.1, moaas="4", spo2="95", fill="monitor")
    assert status == 200
    assert 'name="pulse" type="text" value="93"' in text
    assert f'name="message_pulse" value="{message.pk}"' in text
    assert 'name="spo2" type="text" value="95"' in text
    assert ObservationSet.objects.count() == before
    send(nurse, f"/sessions/{session_id}/sets/", 36.2, pulse="93", message_pulse=str(message.pk))
    assert Observation.objects.latest("id").source == Observation.Source.MONITOR


def test_nothing_stale_can_be_filled_in(day: days.Day, nurse: Client) -> None:
    session_id = days.under_way(day)
    monitor = days.a_monitor(day)
    days.bound(day, session_id, monitor, minute=31)
    days.sends(monitor.identifier, 32, pulse=93)
    _, text = send(nurse, f"/sessions/{session_id}/sets/", 36, fill="monitor")
    assert 'name="pulse" type="text" value=""' in text


@pytest.mark.parametrize(
    ("move", "words", "phase"),
    [
        ("pause", {"reason": "asked for a break"}, "Paused"),
        ("stop", {"reason": "severe headache"}, "Stopped early"),
        ("complete", {}, "Recovery"),
    ],
)
def test_a_move_is_recorded_at_the_time_it_happened(
    day: days.Day, nurse: Client, move: str, words: dict[str, str], phase: str
) -> None:
    session_id = days.under_way(day)
    status, _ = send(nurse, f"/sessions/{session_id}/moves/{move}/", 45, at="13:42", **words)
    assert status == 302
    text = page(nurse, session_id, 45)
    assert phase in text
    assert "13:42" in page(nurse, session_id, 45, "history/")


def test_a_stop_without_a_reason_is_refused_beside_the_reason(day: days.Day, nurse: Client) -> None:
    session_id = days.under_way(day)
    status, text = send(nurse, f"/sessions/{session_id}/moves/stop/", 45, at="13:42", reason="")
    assert status == 422
    assert 'id="id_reason-error1"' in text
    assert 'value="13:42"' in text


def test_the_start_names_a_second_person_who_is_not_the_first(day: days.Day, nurse: Client) -> None:
    session_id = days.ready(day, days.checked(day, days.arrived(day, days.booked(day))))
    form = page(nurse, session_id, 25, "moves/start/")
    assert "Joe Tan RN" in form
    assert f'<option value="{day.nurse.staff_id}"' not in form
    status, text = send(nurse, f"/sessions/{session_id}/moves/start/", 25, checked_by="")
    assert status == 422
    assert "second person" in text
    status, _ = send(nurse, f"/sessions/{session_id}/moves/start/", 25, checked_by=str(day.second.staff_id))
    assert status == 302


def test_whoever_only_may_look_is_offered_nothing_to_record(day: days.Day, signed_in: SignIn) -> None:
    session_id = days.under_way(day)
    pharmacist = signed_in("pharmacist")
    text = page(pharmacist, session_id, 50)
    assert "moves/pause" not in text
    assert "Save set" not in text
    status, _ = send(pharmacist, f"/sessions/{session_id}/moves/pause/", 50)
    assert status == 403


def test_the_page_asks_no_more_of_the_database_as_the_session_grows(day: days.Day, nurse: Client) -> None:
    session_id = days.under_way(day)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(nurse, session_id, 60, **{"X-Background": "1"})
        return len(asked)

    queries()  # what a process keeps from its first page on is not counted
    first = queries()
    for minute in range(31, 50):
        with standing_at(minute):
            days.record_set(day.nurse, session_id=session_id, values={"pulse": "80"})
    assert queries() == first
    assert first <= 70
