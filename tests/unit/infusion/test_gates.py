"""Nothing begins until every gate stands open, and a gate that is shut says why and what would open it."""

from datetime import date
from typing import Any

import pytest

from firstlight.apps.infusion.actions.answer_gate import answer_gate
from firstlight.apps.infusion.actions.complete_infusion import complete_infusion
from firstlight.apps.infusion.actions.make_ready import make_ready
from firstlight.apps.infusion.actions.mark_entered_in_error import mark_entered_in_error
from firstlight.apps.infusion.actions.record_set import record_set
from firstlight.apps.infusion.actions.start_infusion import start_infusion
from firstlight.apps.infusion.models import GateAnswer
from firstlight.apps.infusion.queries import session_record
from firstlight.apps.infusion.refusals import GatesShut
from firstlight.apps.pathway.actions.withdraw_consent import withdraw_consent
from firstlight.apps.people.models import Competency
from firstlight.apps.refusals import IllegalMove, Invalid
from firstlight.apps.scheduling.actions.end_duty import end_duty
from firstlight.apps.scheduling.models import Duty
from tests.unit.infusion import day as days
from tests.unit.infusion.day import ANSWERS, Day, at, standing_at


def _shut(day: Day, session_id: int, minute: float = 20) -> dict[str, Any]:
    """The gates that refuse readiness, by key."""
    with standing_at(minute), pytest.raises(GatesShut) as refused:
        make_ready(day.nurse, session_id=session_id)
    assert all(gate.reason and gate.needs for gate in refused.value.gates)
    assert all(gate.reason in refused.value.message for gate in refused.value.gates)
    return {gate.key: gate for gate in refused.value.gates}


def _here(day: Day) -> int:
    return days.arrived(day, days.booked(day))


@pytest.mark.parametrize("gate", [*ANSWERS, "weight_today", "blood_pressure", "prescription"])
def test_one_gate_left_unanswered_keeps_the_session_in_checks(day: Day, gate: str) -> None:
    session_id = days.checked(day, _here(day), without=gate)
    assert list(_shut(day, session_id)) == [gate]
    assert days.row(session_id).state == "checks"


def test_with_every_gate_open_the_session_is_ready_and_keeps_how_they_stood(day: Day) -> None:
    session_id = days.ready(day, days.checked(day, _here(day)))
    kept = session_record(session_id, at(21)).moves[-1].detail["gates"]
    assert len(kept) == 12
    assert all(gate["met"] for gate in kept)


def test_withdrawn_consent_shuts_its_gate(day: Day) -> None:
    session_id = days.checked(day, _here(day))
    with standing_at(12):
        withdraw_consent(
            day.nurse, patient_id=days.row(session_id).patient_id, clinic_id=day.clinic.pk, reason="Changed her mind"
        )
    assert list(_shut(day, session_id)) == ["consent"]


def test_one_check_of_a_prescription_is_not_two(day: Day) -> None:
    session_id = days.checked(day, _here(day), without="prescription")
    days.prescribed(day, session_id, checks=1)
    assert "1 of 2" in _shut(day, session_id)["prescription"].reason


@pytest.mark.parametrize(
    ("gate", "answer"),
    [
        ("food", {"answer": "meal"}),
        ("alcohol_sedatives", {"answer": "alcohol"}),
        ("pregnancy", {"relevant": True, "result": "positive", "tested_on": "2026-11-23"}),
        ("pregnancy", {"relevant": True, "result": "negative", "tested_on": "2026-10-01"}),
        ("two_identifiers", {"identifiers": ["name"]}),
    ],
)
def test_an_answer_outside_the_protocol_shuts_the_gate(day: Day, gate: str, answer: dict[str, Any]) -> None:
    session_id = days.checked(day, _here(day))
    with standing_at(15):
        answer_gate(day.nurse, session_id=session_id, gate=gate, answer=answer)
    assert list(_shut(day, session_id)) == [gate]


def test_the_newest_answer_counts_and_the_older_one_stays_to_be_read(day: Day) -> None:
    session_id = days.checked(day, _here(day))
    with standing_at(15):
        answer_gate(day.nurse, session_id=session_id, gate="food", answer={"answer": "meal"})
    with standing_at(16):
        answer_gate(day.nurse, session_id=session_id, gate="food", answer={"answer": "nothing"})
    days.ready(day, session_id)
    foods = [line.answer["answer"] for line in session_record(session_id, at(21)).gates if line.gate == "food"]
    assert foods == ["light", "meal", "nothing"]


def test_an_answer_entered_in_error_does_not_open_a_gate(day: Day) -> None:
    session_id = days.checked(day, _here(day))
    answer = GateAnswer.objects.get(session_id=session_id, gate="escort")
    with standing_at(15):
        mark_entered_in_error(day.nurse, entry="gate", entry_id=answer.pk, reason="That is the other patient's husband")
    assert list(_shut(day, session_id)) == ["escort"]


def test_without_anybody_with_als_in_date_nothing_starts(day: Day) -> None:
    Competency.objects.filter(kind="als").update(expires_on=date(2026, 11, 22))
    assert "ALS" in _shut(day, days.checked(day, _here(day)))["staff"].reason


def test_a_certificate_counts_on_its_last_day(day: Day) -> None:
    Competency.objects.update(expires_on=date(2026, 11, 23))
    days.ready(day, days.checked(day, _here(day)))


def test_too_few_on_duty_shuts_the_gate(day: Day) -> None:
    session_id = days.checked(day, _here(day))
    with standing_at(15):
        for duty in Duty.objects.all()[:2]:
            end_duty(day.nurse, duty_id=duty.pk)
    assert list(_shut(day, session_id)) == ["staff"]


class TestTheDoseForTheWeight:
    def _weighed(self, day: Day, weight: str, *, prescribed_at: float, weighed_at: float) -> int:
        session_id = days.checked(day, _here(day), without="prescription")
        for minute, do in sorted(
            [
                (prescribed_at, lambda: days.prescribed(day, session_id)),
                (weighed_at, lambda: record_set(day.nurse, session_id=session_id, values={"weight": weight})),
            ]
        ):
            with standing_at(minute):
                do()
        return session_id

    def test_a_prescription_for_another_weight_than_the_days_shuts_the_gate(self, day: Day) -> None:
        shut = _shut(day, self._weighed(day, "78.2", prescribed_at=12, weighed_at=14))
        assert list(shut) == ["dose_for_weight"]
        assert "35 mg is prescribed" in shut["dose_for_weight"].reason

    def test_a_difference_that_rounds_away_does_not(self, day: Day) -> None:
        days.ready(day, self._weighed(day, "70.2", prescribed_at=12, weighed_at=14))

    def test_signing_again_with_the_weight_known_opens_it(self, day: Day) -> None:
        session_id = self._weighed(day, "78.2", prescribed_at=12, weighed_at=14)
        with standing_at(16):
            days.prescribed(day, session_id, "78.2")
        days.ready(day, session_id)


class TestAGateThatShutsAfterReadiness:
    def test_is_looked_at_again_at_the_start(self, day: Day) -> None:
        session_id = days.ready(day, days.checked(day, _here(day)))
        with standing_at(25):
            withdraw_consent(
                day.nurse,
                patient_id=days.row(session_id).patient_id,
                clinic_id=day.clinic.pk,
                reason="No longer wants it",
            )
        with standing_at(30), pytest.raises(GatesShut) as refused:
            start_infusion(day.nurse, session_id=session_id, checked_by_id=day.second.staff_id)
        assert [gate.key for gate in refused.value.gates] == ["consent"]
        assert days.row(session_id).state == "ready"

    def test_a_pressure_grown_old_is_asked_for_again(self, day: Day) -> None:
        session_id = days.ready(day, days.checked(day, _here(day)))
        with standing_at(60), pytest.raises(GatesShut) as refused:
            start_infusion(day.nurse, session_id=session_id, checked_by_id=day.second.staff_id)
        assert [gate.key for gate in refused.value.gates] == ["blood_pressure"]


class TestAnAnswer:
    @pytest.mark.parametrize(
        ("gate", "answer", "field"),
        [
            ("two_identifiers", {"identifiers": []}, "identifiers"),
            ("two_identifiers", {"identifiers": ["shoe size", "name"]}, "identifiers"),
            ("escort", {"name": "", "phone": "07700 900123"}, "name"),
            ("escort", {"name": "Tom Grey", "phone": "ask"}, "phone"),
            ("food", {"answer": "lots"}, "answer"),
            ("pregnancy", {}, "relevant"),
            ("pregnancy", {"relevant": True}, "result"),
            ("pregnancy", {"relevant": True, "result": "negative", "tested_on": "yesterday"}, "tested_on"),
        ],
    )
    def test_that_cannot_be_taken_names_its_field(
        self, day: Day, gate: str, answer: dict[str, Any], field: str
    ) -> None:
        with standing_at(12), pytest.raises(Invalid) as refused:
            answer_gate(day.nurse, session_id=_here(day), gate=gate, answer=answer)
        assert refused.value.field == field

    @pytest.mark.parametrize("gate", ["consent", "prescription", "weight_today", "blood_pressure", "staff"])
    def test_of_a_gate_that_is_answered_elsewhere_says_where(self, day: Day, gate: str) -> None:
        with standing_at(12), pytest.raises(Invalid):
            answer_gate(day.nurse, session_id=_here(day), gate=gate, answer={"answer": "yes"})

    def test_a_next_appointment_in_the_past_is_refused(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(70):
            complete_infusion(day.nurse, session_id=session_id)
        with standing_at(90), pytest.raises(Invalid) as refused:
            answer_gate(day.nurse, session_id=session_id, gate="next_appointment", answer={"on": "1990-01-01"})
        assert refused.value.field == "on"

    def test_about_the_start_is_closed_once_the_drug_has_begun(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(31), pytest.raises(IllegalMove):
            answer_gate(day.nurse, session_id=session_id, gate="food", answer={"answer": "nothing"})

    def test_about_leaving_waits_for_the_end(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(31), pytest.raises(IllegalMove):
            answer_gate(day.nurse, session_id=session_id, gate="walking", answer={"answer": True})

    def test_the_escort_may_change_until_the_person_leaves(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(31):
            answer_gate(day.nurse, session_id=session_id, gate="escort", answer={"unescorted": True})
        assert session_record(session_id, at(32)).standing.escorted is False


class TestAProtocolNotYetApproved:
    def test_keeps_every_session_from_starting_and_says_how_many_values_wait(self, db: None) -> None:
        day = days.a_day(approved=False)
        shut = _shut(day, days.checked(day, _here(day)))
        assert list(shut) == ["protocol_approval"]
        waiting = len(days.protocol_in(day.clinic.pk, day.protocol_id).awaiting)
        assert f"{waiting} values await approval" in shut["protocol_approval"].reason

    def test_one_value_short_is_not_approved(self, db: None) -> None:
        day = days.a_day(approved=False)
        paths = [value.path for value in days.protocol_in(day.clinic.pk, day.protocol_id).awaiting]
        days.approve_protocol_values(day.doctor, protocol_id=day.protocol_id, clinic_id=day.clinic.pk, paths=paths[1:])
        assert "1 value awaits" in _shut(day, days.checked(day, _here(day)))["protocol_approval"].reason
