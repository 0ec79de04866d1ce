"""An injection and a spray through their pages: the forms ask what went in, and no page speaks of a pump."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from firstlight.apps.infusion.actions.record_dose import record_dose
from firstlight.apps.infusion.models import GivenEntry
from tests.unit.infusion import day as days
from tests.unit.infusion import routes
from tests.unit.infusion.day import standing_at
from tests.unit.infusion.routes import NASAL, SC
from tests.unit.infusion_pages.conftest import SignIn
from tests.unit.infusion_pages.test_papers_and_leaving import get, send


def colleague(day: days.Day) -> str:
    return str(day.second.staff_id)


class TestPrescribingDevices:
    def test_the_numbers_for_the_age_are_offered_and_none_is_chosen(self, day: days.Day, signed_in: SignIn) -> None:
        session_id = routes.to_prescribe(day, NASAL)
        text = get(signed_in("doctor"), f"/sessions/{session_id}/prescription/", 12)
        assert "2: 56 mg" in text
        assert "3: 84 mg" in text
        assert "1: 28 mg" not in text
        assert 'type="radio"' in text
        assert not re.search(r'name="devices"[^>]* checked', text)

    def test_what_was_worked_out_is_read_before_it_is_signed(self, day: days.Day, signed_in: SignIn) -> None:
        session_id = routes.to_prescribe(day, NASAL)
        doctor, address = signed_in("doctor"), f"/sessions/{session_id}/prescription/"
        status, text = send(doctor, address, 12, devices="2")
        assert status == 422
        assert "2 × 28 mg = 56 mg" in text
        assert send(doctor, address, 12, devices="2", shown_dose_mg="56")[0] == 302
        assert "Esketamine 56.0 mg nasal, 2 devices" in get(doctor, address, 12)

    def test_a_question_is_shown_beside_its_field_and_answered_with_a_tick(
        self, day: days.Day, signed_in: SignIn
    ) -> None:
        session_id = routes.to_prescribe(day, NASAL)
        doctor, address = signed_in("doctor"), f"/sessions/{session_id}/prescription/"
        status, text = send(doctor, address, 12, devices="3", shown_dose_mg="84")
        assert status == 422
        assert "The first session at this age has 2 devices" in text
        assert send(doctor, address, 12, devices="3", shown_dose_mg="84", confirmed="on")[0] == 302


class TestPrescribingAnInjection:
    def test_the_steps_are_named_and_the_decision_is_the_prescribers(self, day: days.Day, signed_in: SignIn) -> None:
        session_id = routes.to_prescribe(day, SC)
        doctor, address = signed_in("doctor"), f"/sessions/{session_id}/prescription/"
        assert "steps: 0.5, 0.6, 0.75, 0.9. You decide." in get(doctor, address, 12)
        words = {"weight_kg": "70", "mg_per_kg": "0.6", "shown_dose_mg": "42"}
        assert send(doctor, address, 12, **words)[0] == 302
        text = get(doctor, address, 12)
        assert "42.0 mg SC, one injection" in text
        assert "0.84 mL at 50 mg/mL" in text
        assert "mL/h" not in text.split("<h2>Replace it</h2>")[0]


class TestGivingASpray:
    @pytest.fixture
    def session_id(self, day: days.Day) -> int:
        return routes.ready(day, NASAL)

    def test_the_start_asks_what_went_in_and_assumes_nothing(
        self, day: days.Day, nurse: Client, session_id: int
    ) -> None:
        address = f"/sessions/{session_id}/moves/start/"
        text = get(nurse, address, 30)
        assert "The whole device: 2 sprays, 28 mg" in text
        assert "Only 1 spray, 14 mg" in text
        assert "pump" not in text.lower().split("<main")[1]
        status, text = send(nurse, address, 30, checked_by=colleague(day))
        assert status == 422
        assert "Say how much of the device went in" in text
        assert send(nurse, address, 30, checked_by=colleague(day), dose_mg="28")[0] == 302

    def test_the_session_page_says_when_the_second_device_is_due(
        self, day: days.Day, nurse: Client, session_id: int
    ) -> None:
        routes.starts(day, session_id)
        text = get(nurse, f"/sessions/{session_id}/", 32)
        assert "Device 2 of 2</b> due at 13:35" in text
        assert "Record device 2 of 2" in text
        assert "Record rate" not in text
        assert "due now" in get(nurse, f"/sessions/{session_id}/", 36)

    def test_a_device_too_soon_is_asked_about_and_a_tick_answers_for_that_amount_alone(
        self, day: days.Day, nurse: Client, session_id: int
    ) -> None:
        routes.starts(day, session_id)
        address = f"/sessions/{session_id}/dose/"
        assert "Record device" in get(nurse, address, 32)
        status, text = send(nurse, address, 32, dose_mg="28")
        assert status == 422
        assert "this one was due at 13:35" in text
        assert 'name="asked_about" value="28"' in text
        status, _ = send(nurse, address, 32, dose_mg="14", confirmed="on", asked_about="28")
        assert status == 422
        assert send(nurse, address, 32, dose_mg="14", confirmed="on", asked_about="14")[0] == 302
        assert [entry.dose_mg for entry in GivenEntry.objects.filter(session=session_id)] == [28, 14]

    def test_a_stop_names_the_emergency_number_and_no_pump(self, day: days.Day, nurse: Client, session_id: int) -> None:
        routes.starts(day, session_id)
        text = get(nurse, f"/sessions/{session_id}/moves/stop/", 32)
        assert "In an emergency call 2222" in text
        assert "pump" not in text.lower().split("<main")[1]

    def test_going_on_after_a_pause_asks_for_no_rate(self, day: days.Day, nurse: Client, session_id: int) -> None:
        routes.starts(day, session_id)
        assert send(nurse, f"/sessions/{session_id}/moves/pause/", 32, reason="Nausea")[0] == 302
        assert "mL/h" not in get(nurse, f"/sessions/{session_id}/moves/resume/", 35)
        assert send(nurse, f"/sessions/{session_id}/moves/resume/", 35)[0] == 302

    def test_what_went_in_is_set_right_from_the_history(self, day: days.Day, nurse: Client, session_id: int) -> None:
        routes.starts(day, session_id)
        with standing_at(36):
            entry = record_dose(day.nurse, session_id=session_id)
        address = f"/sessions/{session_id}/history/given/{entry}/correct/"
        assert "Went in, mg" in get(nurse, address, 40)
        assert send(nurse, address, 40, dose_mg="14", reason="One spray missed")[0] == 302
        assert "Spray device 14 mg" in get(nurse, f"/sessions/{session_id}/history/", 41)

    def test_the_summary_tells_the_devices_and_what_was_not_given(
        self, day: days.Day, nurse: Client, session_id: int
    ) -> None:
        routes.starts(day, session_id, dose_mg=Decimal(14))
        with standing_at(36):
            record_dose(day.nurse, session_id=session_id)
        text = get(nurse, f"/sessions/{session_id}/summary/", 170)
        assert "esketamine 56.0 mg nasal, 2 devices" in text
        assert "42 mg, from recorded doses; 14 mg not given" in text
        assert "Spray device 28 mg" in text


class TestGivingAnInjection:
    def test_the_start_asks_the_milligrams_and_shows_the_prescribed_ones(self, day: days.Day, nurse: Client) -> None:
        session_id = routes.ready(day, SC)
        address = f"/sessions/{session_id}/moves/start/"
        assert "Prescribed: 35 mg, 0.7 mL." in get(nurse, address, 30)
        assert send(nurse, address, 30, checked_by=colleague(day), dose_mg="20")[0] == 302
        text = get(nurse, f"/sessions/{session_id}/", 31)
        assert "Record the rest" in text
        assert re.search(r"Giving, minute (<[^>]*>)?1\b", text)
        assert send(nurse, f"/sessions/{session_id}/dose/", 32, dose_mg="15")[0] == 302
        assert "Injection" in get(nurse, f"/sessions/{session_id}/", 33)

    def test_its_summary_names_the_route_the_weight_and_what_was_given(self, day: days.Day, nurse: Client) -> None:
        session_id = routes.ready(day, SC)
        routes.starts(day, session_id)
        text = get(nurse, f"/sessions/{session_id}/summary/", 170)
        assert "35.0 mg SC, 70 kg" in text
        assert "35 mg, from recorded doses; 0 mg not given" in text
        assert "Injection 35 mg, checked by Joe Tan RN" in text

    def test_the_board_and_the_day_show_it_like_any_other(self, day: days.Day, nurse: Client) -> None:
        session_id = routes.ready(day, SC)
        routes.starts(day, session_id)
        assert "GREY" in get(nurse, "/board/", 40)
        assert "Recovery" in get(nurse, "/board/", 40)
