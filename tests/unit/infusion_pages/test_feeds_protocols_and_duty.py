"""Monitors joined at the bedside, messages that somebody owns, protocols approved by name, and who is on duty."""

import uuid

from django.test import Client

from firstlight.apps.infusion.actions.adopt_protocol import adopt_protocol
from firstlight.apps.infusion.actions.keep_refused_message import keep_refused_message
from firstlight.apps.infusion.models import Binding, RefusedMessage
from firstlight.clinical.monitoring.reading import RefusedMessage as Refused
from firstlight.clinical.protocol import load
from tests.unit.infusion import day as days
from tests.unit.infusion.day import CODE, standing_at
from tests.unit.infusion_pages.conftest import SignIn
from tests.unit.people import given

COMPARED = {"name": "on", "birth_date": "on", "monitor_label": "on"}


def get(client: Client, address: str, minute: float) -> str:
    with standing_at(minute):
        answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().split())


def send(client: Client, address: str, minute: float, /, **words: str | list[str]) -> tuple[int, str]:
    with standing_at(minute):
        answer = client.post(address, {"request_key": str(uuid.uuid4())} | words)
    return answer.status_code, " ".join(answer.content.decode().split())


class TestJoiningAMonitor:
    def test_its_live_figures_are_shown_to_compare_before_it_is_joined(self, day: days.Day, nurse: Client) -> None:
        session_id = days.under_way(day)
        monitor = days.a_monitor(day)
        days.sends(monitor.identifier, 31, pulse=93, spo2=96)
        shown = get(nurse, f"/sessions/{session_id}/monitor/", 31.1)
        assert "shows now: Pulse 93, SpO₂ 96" in shown
        assert "STALE: no data since 13:31:00" in get(nurse, f"/sessions/{session_id}/monitor/", 33)

    def test_what_it_says_and_nobody_understands_is_shown_before_and_after_it_is_joined(
        self, day: days.Day, nurse: Client
    ) -> None:
        session_id, monitor = days.under_way(day), days.a_monitor(day)
        days.sends(monitor.identifier, 31, pulse=93, warnings=("unit Hz of SpO2 is not known",))
        assert "unit Hz of SpO2 is not known" in get(nurse, "/monitors/", 31.1)
        assert "unit Hz of SpO2 is not known" in get(nurse, f"/sessions/{session_id}/monitor/", 31.1)
        assert send(nurse, f"/sessions/{session_id}/monitor/", 31.2, monitor=str(monitor.pk), **COMPARED)[0] == 302
        days.sends(monitor.identifier, 32, pulse=93, warnings=("unit Hz of SpO2 is not known",))
        assert "not taken:</b> unit Hz of SpO2 is not known" in get(nurse, f"/sessions/{session_id}/monitor/", 32.1)
        assert "not all of it understood" in get(nurse, f"/sessions/{session_id}/", 32.1)

    def test_one_that_is_not_ours_is_set_aside_and_taken_back(self, day: days.Day) -> None:
        manager = Client()
        with standing_at(0):
            manager.force_login(given.a_member("manager", day.clinic, "Grace", "Mbeki"))
        stranger = days.sends("stranger", 31, pulse=93).monitor_id
        assert f"/monitors/{stranger}/not-ours/" in get(manager, "/monitors/", 31.1)
        assert send(manager, f"/monitors/{stranger}/not-ours/", 31.2)[0] == 302
        assert "Said to be not ours" in get(manager, "/monitors/", 31.3)
        assert send(manager, f"/monitors/{stranger}/place/", 31.4, label="Monitor 9")[0] == 302
        assert "Said to be not ours" not in get(manager, "/monitors/", 31.5)

    def test_it_is_refused_until_the_person_and_the_label_were_compared(self, day: days.Day, nurse: Client) -> None:
        session_id, monitor = days.under_way(day), days.a_monitor(day)
        address = f"/sessions/{session_id}/monitor/"
        status, text = send(nurse, address, 31, monitor=str(monitor.pk), name="on")
        assert status == 422
        assert "compare the name and the birth date or NHS number" in text
        assert not Binding.objects.exists()
        assert send(nurse, address, 31, monitor=str(monitor.pk), **COMPARED)[0] == 302
        assert Binding.objects.get().bound_by_id == day.nurse.staff_id

    def test_a_monitor_that_names_another_patient_is_asked_about(self, day: days.Day, nurse: Client) -> None:
        session_id, monitor = days.under_way(day), days.a_monitor(day)
        days.sends(monitor.identifier, 31, pulse=93, stated="NHS 9990000018")
        address = f"/sessions/{session_id}/monitor/"
        status, text = send(nurse, address, 31.1, monitor=str(monitor.pk), **COMPARED)
        assert status == 422
        assert "Is it this person all the same?" in text
        status, _ = send(nurse, address, 31.2, monitor=str(monitor.pk), stated_patient="on", **COMPARED)
        assert status == 302

    def test_what_it_sent_before_can_be_claimed(self, day: days.Day, nurse: Client) -> None:
        session_id, monitor = days.under_way(day), days.a_monitor(day)
        days.sends(monitor.identifier, 25, pulse=90)
        address = f"/sessions/{session_id}/monitor/claim/"
        assert "1 message, 13:25 to 13:25. It was joined to nobody." in get(nurse, address, 40)
        words = COMPARED | {"monitor": str(monitor.pk), "starts_at": "13:24", "by_clock": "both"}
        assert send(nurse, address, 40, **words)[0] == 302
        assert Binding.objects.get().starts_at == days.at(24)

    def test_what_a_wrong_clock_put_at_another_time_is_listed_with_the_difference_and_can_be_claimed(
        self, day: days.Day, nurse: Client
    ) -> None:
        session_id, monitor = days.under_way(day), days.a_monitor(day)
        days.bound(day, session_id, monitor, minute=31)
        days.sends(monitor.identifier, 32.9, measured=-27.1, pulse=90)
        assert "its clock is 60 min behind" in get(nurse, f"/sessions/{session_id}/monitor/", 33)
        assert "its clock is 60 min behind" in get(nurse, "/board/", 33)
        address = f"/sessions/{session_id}/monitor/claim/"
        assert "1 message came 13:32 to 13:32, though the monitor says that it measured up to 60 min" in get(
            nurse, address, 33
        )
        words = COMPARED | {"monitor": str(monitor.pk), "starts_at": "13:31", "by_clock": "ours"}
        assert send(nurse, address, 33, **words)[0] == 302
        assert "Nothing: every reading that came in this time belongs to somebody." in get(nurse, address, 33)

    def test_whoever_may_only_look_is_not_offered_it(self, day: days.Day, signed_in: SignIn) -> None:
        session_id = days.under_way(day)
        pharmacist = signed_in("pharmacist")
        assert f"/sessions/{session_id}/monitor/" not in get(pharmacist, f"/sessions/{session_id}/", 40)
        with standing_at(40):
            assert pharmacist.get(f"/sessions/{session_id}/monitor/").status_code == 403


class TestMessagesThatCouldNotBeUnderstood:
    def test_one_is_shown_whole_taken_on_and_settled_in_words(self, day: days.Day, nurse: Client) -> None:
        raw = b"MSH|^~\\&|OLD\rnonsense\x0b<b>"
        message = keep_refused_message(Refused("10.0.0.7:4012", raw, "AE", "No observation in it", days.at(0), "77"))
        assert "1 message could not be understood" in get(nurse, "/monitors/", 1)
        address = f"/monitors/refused/{message}/"
        shown = get(nurse, address, 1)
        assert "nonsense\\x0b&lt;b&gt;" in shown
        assert send(nurse, f"{address}own/", 2)[0] == 302
        assert "Amara Okafor" in get(nurse, "/monitors/refused/", 3)
        assert send(nurse, address, 4, how="")[0] == 422
        assert send(nurse, address, 4, how="An old monitor; its maker was told")[0] == 302
        assert RefusedMessage.objects.get().settled_by_id == day.nurse.staff_id
        assert "None is open." in get(nurse, "/monitors/refused/", 5)


class TestProtocols:
    def test_every_value_shows_its_source_and_confidence_and_who_approved_it(
        self, day: days.Day, nurse: Client
    ) -> None:
        text = get(nurse, f"/protocols/{day.protocol_id}/", 1)
        assert "In force in this clinic." in text
        for words in ("Proposed", "Recall", "Sourced", "OX-F2", "Priya Raman"):
            assert words in text
        assert "Read, and approved" not in text

    def test_a_psychiatrist_approves_by_name_what_a_nurse_may_not(self, signed_in: SignIn, db: None) -> None:
        day = days.a_day("Southgate", approved=False)
        doctor, nurse = Client(), Client()
        doctor.force_login(day.people["doctor"])
        nurse.force_login(day.people["nurse"])
        address = f"/protocols/{day.protocol_id}/"
        assert "Not in force here" in get(nurse, address, 1)
        assert send(nurse, f"{address}approve/", 1, paths=["dose.cap_mg"])[0] == 403
        assert send(doctor, f"{address}approve/", 1)[0] == 422
        assert send(doctor, f"{address}approve/", 1, paths=["dose.cap_mg"])[0] == 302
        assert "Priya Raman" in get(nurse, address, 2)

    def test_a_bad_file_is_refused_with_the_line_and_every_word_is_kept(self, day: days.Day, signed_in: SignIn) -> None:
        text = load.packaged_text(CODE).replace('value = 40, unit = "min"', 'value = "forty", unit = "min"')
        status, page = send(signed_in("doctor"), "/protocols/adopt/", 1, text=text)
        assert status == 422
        assert "line " in page
        assert "forty" in page
        assert adopt_protocol(day.doctor, text=load.packaged_text(CODE)) == day.protocol_id


class TestDuty:
    def test_the_page_shows_the_certificates_that_the_gate_reads(self, day: days.Day, nurse: Client) -> None:
        text = get(nurse, "/duty/", 10)
        assert "Priya Raman" in text
        assert "to 31-Mar-2027" in text

    def test_a_nurse_puts_somebody_on_duty_and_off_again(self, day: days.Day, nurse: Client) -> None:
        staff = str(day.people["pharmacist"].pk)
        assert send(nurse, "/duty/", 10, staff=staff, starts_at="13:00", ends_at="18:00")[0] == 302
        assert "Ola Berg" in get(nurse, "/duty/", 11).split("Put somebody on duty")[0]
        status, text = send(nurse, "/duty/", 12, staff=staff, starts_at="14:00", ends_at="15:00")
        assert status == 422
        assert 'class="fl-summary"' in text


def test_a_restricted_record_opens_only_with_a_reason(day: days.Day, nurse: Client) -> None:
    patient = days.a_patient(day, "Hidden")
    session_id = days.arrived(day, days.booked(day, patient))
    type(patient).objects.filter(pk=patient.pk).update(restricted=True)
    with standing_at(5):
        answer = nurse.get(f"/sessions/{session_id}/")
    assert answer.status_code == 302
    assert f"/patients/{patient.pk}/" in answer["Location"]
