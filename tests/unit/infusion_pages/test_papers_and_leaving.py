"""The papers of a session, leaving, corrections, and the summary on paper."""

import re
import uuid
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from firstlight.apps.infusion.models import PrintedSummary, SessionEvent
from firstlight.apps.infusion.queries import session_record
from firstlight.apps.infusion.summary_file import summary_pdf
from tests.unit.infusion import day as days
from tests.unit.infusion.day import standing_at
from tests.unit.infusion_pages.conftest import SignIn


def get(client: Client, address: str, minute: float) -> str:
    with standing_at(minute):
        answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().split())


def send(client: Client, address: str, minute: float, /, **words: str | list[str]) -> tuple[int, str]:
    with standing_at(minute):
        answer = client.post(address, {"request_key": str(uuid.uuid4())} | words)
    return answer.status_code, " ".join(answer.content.decode().split())


def readable(pdf: bytes) -> bytes:
    """Its parts, unpacked."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(zlib.decompress(part) for part in packed if part[:1] == b"x")


class TestThePrescription:
    def test_nobody_signs_a_figure_that_was_not_on_the_screen(self, day: days.Day, signed_in: SignIn) -> None:
        session_id = days.checked(day, days.arrived(day, days.booked(day)), without="prescription")
        doctor, address = signed_in("doctor"), f"/sessions/{session_id}/prescription/"
        status, text = send(doctor, address, 12, weight_kg="82", mg_per_kg="0.5")
        assert status == 422
        assert "Read the dose worked out below" in text
        assert 'name="shown_dose_mg" value="41"' in text
        status, _ = send(
            doctor, address, 12, weight_kg="70", mg_per_kg="0.5", shown_dose_mg="35", shown_rate_ml_h="52.5"
        )
        assert status == 302
        assert "35.0 mg IV over 40 minutes" in get(doctor, address, 12)

    def test_two_others_check_it_each_under_their_own_name_and_the_prescriber_may_not(
        self, day: days.Day, signed_in: SignIn
    ) -> None:
        session_id = days.checked(day, days.arrived(day, days.booked(day)), without="prescription")
        with standing_at(12):
            prescription = days.prescribed(day, session_id, checks=0)
        address = f"/sessions/{session_id}/prescription/"
        assert "I have checked it" not in get(signed_in("doctor"), address, 12)
        for who in ("second", "pharmacist"):
            client = signed_in(who)
            assert "I have checked it" in get(client, address, 12)
            assert send(client, f"{address}{prescription}/check/", 12)[0] == 302
        assert "I have checked it" not in get(signed_in("nurse"), address, 12)

    def test_a_nurse_may_read_it_and_not_write_it(self, day: days.Day, nurse: Client) -> None:
        session_id = days.arrived(day, days.booked(day))
        assert "Work it out" not in get(nurse, f"/sessions/{session_id}/prescription/", 5)
        words = {"weight_kg": "70", "mg_per_kg": "0.5", "shown_dose_mg": "35", "shown_rate_ml_h": "52.5"}
        assert send(nurse, f"/sessions/{session_id}/prescription/", 5, **words)[0] == 403


class TestTheGates:
    def test_each_says_why_it_is_shut_and_what_would_open_it(self, day: days.Day, nurse: Client) -> None:
        session_id = days.checked(day, days.arrived(day, days.booked(day)), without="escort")
        text = get(nurse, f"/sessions/{session_id}/", 15)
        gate = text[text.index('data-region="gate-escort"') :]
        assert gate.index("To do") < gate.index("</li>")
        status, refused = send(nurse, f"/sessions/{session_id}/moves/make_ready/", 15)
        assert status == 422
        assert "Escort" in refused

    def test_an_answer_that_says_too_little_is_refused_beside_its_field(self, day: days.Day, nurse: Client) -> None:
        session_id = days.checked(day, days.arrived(day, days.booked(day)), without="escort")
        status, text = send(nurse, f"/sessions/{session_id}/gates/escort/", 15, name="Tom Grey", phone="")
        assert status == 422
        assert 'id="id_phone-error1"' in text
        assert 'value="Tom Grey"' in text

    def test_a_gate_settled_elsewhere_has_no_form_of_its_own(self, day: days.Day, nurse: Client) -> None:
        session_id = days.arrived(day, days.booked(day))
        with standing_at(5):
            assert nurse.get(f"/sessions/{session_id}/gates/weight_today/").status_code == 404
            assert nurse.get(f"/sessions/{session_id}/gates/nonsense/").status_code == 404


class TestLeaving:
    def test_the_page_lists_what_is_recorded_missing_and_outside_and_claims_nothing(
        self, day: days.Day, nurse: Client
    ) -> None:
        session_id = days.under_way(day)
        send(nurse, f"/sessions/{session_id}/moves/complete/", 70, at="14:10")
        text = get(nurse, f"/sessions/{session_id}/leaving/", 80)
        assert "Missing, " in text
        assert "Outside the protocol, " in text
        assert "your decision and your signature" in text

    def test_a_signature_against_what_is_missing_asks_for_a_reason_at_each(self, day: days.Day, nurse: Client) -> None:
        session_id = days.under_way(day)
        for move, minute in (("complete", 70), ("prepare_leaving", 75)):
            assert send(nurse, f"/sessions/{session_id}/moves/{move}/", minute)[0] == 302
        status, text = send(nurse, f"/sessions/{session_id}/leaving/", 80, reason_walking="in a wheelchair")
        assert status == 422
        assert 'id="id_reason_time_served-error1"' in text
        assert 'id="id_reason_walking-error1"' not in text
        assert 'value="in a wheelchair"' in text


class TestEnteredInError:
    def test_an_entry_made_on_the_wrong_person_is_marked_and_seen_on_both_records(
        self, day: days.Day, nurse: Client
    ) -> None:
        wrong = days.under_way(day, days.a_patient(day, "Wrong"))
        right = days.under_way(day, days.a_patient(day, "Right"), bay=1)
        send(nurse, f"/sessions/{wrong}/event/", 45, kind="Nausea", text="a little")
        event = SessionEvent.objects.latest("id")
        status, _ = send(
            nurse,
            f"/sessions/{wrong}/history/event/{event.pk}/error/",
            46,
            reason="other patient",
            belongs_to=str(right),
        )
        assert status == 302
        on_wrong, on_right = (get(nurse, f"/sessions/{session}/history/", 47) for session in (wrong, right))
        assert 'class="fl-struck">Nausea. a little' in on_wrong
        assert "Entered in error." in on_wrong
        assert "Made on another person's record by mistake" in on_right.replace("&#39;", "'")


class TestOnPaper:
    def test_the_summary_holds_the_dose_every_reading_and_who_signed(self, day: days.Day, nurse: Client) -> None:
        session_id = days.under_way(day)
        send(nurse, f"/sessions/{session_id}/moves/stop/", 52, at="13:52", reason="headache")
        text = get(nurse, f"/sessions/{session_id}/summary/", 60)
        for words in (
            "19.25 mg, from recorded rates",
            "15.75 mg not given",
            "headache",
            "Second check at the start",
            "128/76",
        ):
            assert words in text

    def test_a_pdf_is_tagged_titled_and_made_without_asking_anything_of_anybody(self, day: days.Day) -> None:
        pytest.importorskip("weasyprint", exc_type=OSError)
        session_id = days.under_way(day)
        with standing_at(50):
            made = summary_pdf(session_record(session_id, days.at(50)), "Amara Okafor RN")
        assert made.startswith(b"%PDF-1.7")
        inside = readable(made)
        for mark in (b"/MarkInfo", b"/StructTreeRoot", b"pdfuaid", b"Session summary"):
            assert mark in inside

    def test_the_page_says_that_it_is_being_made_and_then_offers_it(
        self,
        day: days.Day,
        nurse: Client,
        django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
    ) -> None:
        session_id = days.under_way(day)
        waiting = PrintedSummary.objects.create(session_id=session_id, version=1, asked_at=days.at(50))
        assert "is being made" in get(nurse, f"/sessions/{session_id}/summary/", 50)
        waiting.delete()
        with django_capture_on_commit_callbacks(execute=True):
            assert send(nurse, f"/sessions/{session_id}/summary/make/", 51)[0] == 302
        made = PrintedSummary.objects.get()
        text = get(nurse, f"/sessions/{session_id}/summary/", 52)
        assert made.problem or "PDF made" in text


def test_every_gate_that_the_page_offers_to_answer_has_a_form(day: days.Day, signed_in: SignIn) -> None:
    session_id = days.checked(day, days.arrived(day, days.booked(day)))
    _every_offer_opens(signed_in("nurse"), session_id, 15)
    days.started(day, days.ready(day, session_id))
    nurse = signed_in("nurse")
    for move, minute in (("complete", 70), ("prepare_leaving", 75)):
        assert send(nurse, f"/sessions/{session_id}/moves/{move}/", minute)[0] == 302
    _every_offer_opens(nurse, session_id, 76)


def _every_offer_opens(nurse: Client, session_id: int, minute: float) -> None:
    page = get(nurse, f"/sessions/{session_id}/", minute)
    offered = re.findall(r'data-dialog href="(/sessions/\d+/gates/[a-z_0-9]+/)"', page)
    assert len(offered) >= 5
    for address in offered:
        assert get(nurse, address, minute)
