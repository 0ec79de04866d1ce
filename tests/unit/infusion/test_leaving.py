"""Fit to leave is a nurse's signature: the page lists what is recorded, missing and outside the protocol, and signs nothing."""

import pytest

from firstlight.apps.actor import Actor
from firstlight.apps.infusion.actions.answer_gate import answer_gate
from firstlight.apps.infusion.actions.complete_infusion import complete_infusion
from firstlight.apps.infusion.actions.prepare_leaving import prepare_leaving
from firstlight.apps.infusion.actions.record_set import record_set
from firstlight.apps.infusion.actions.sign_leaving import sign_leaving
from firstlight.apps.infusion.queries import session_record
from firstlight.apps.infusion.refusals import ReasonsMissing
from firstlight.apps.refusals import Forbidden, Invalid
from tests.unit.infusion import day as days
from tests.unit.infusion.day import LEAVING_ANSWERS, Day, at, standing_at

END = 70


def _recovering(day: Day) -> int:
    session_id = days.under_way(day)
    with standing_at(END):
        complete_infusion(day.nurse, session_id=session_id)
    return session_id


def _ready_to_sign(day: Day, *, minute: float = END + 61, without: str = "") -> int:
    session_id = _recovering(day)
    with standing_at(minute):
        values = {kind: text for kind, text in days.BASELINE.items() if kind != "weight"}
        record_set(day.nurse, session_id=session_id, values=values)
        for gate, answer in LEAVING_ANSWERS.items():
            if gate != without:
                answer_gate(day.nurse, session_id=session_id, gate=gate, answer=answer)
        prepare_leaving(day.nurse, session_id=session_id)
    return session_id


def test_with_everything_recorded_and_within_the_protocol_a_nurse_signs(day: Day) -> None:
    session_id = _ready_to_sign(day)
    with standing_at(END + 62):
        sign_leaving(day.nurse, session_id=session_id)
    session = days.row(session_id)
    assert (session.state, session.left_at) == ("left", at(END + 62))
    signature = session_record(session_id, at(200)).moves[-1]
    assert (signature.by, signature.detail["reasons"]) == ("Amara Okafor RN", {})
    assert len(signature.detail["gates"]) == 14


@pytest.mark.parametrize("gate", LEAVING_ANSWERS)
def test_what_is_missing_wants_a_reason_in_words_and_the_reason_stays(day: Day, gate: str) -> None:
    session_id = _ready_to_sign(day, without=gate)
    with standing_at(END + 62):
        with pytest.raises(ReasonsMissing) as refused:
            sign_leaving(day.nurse, session_id=session_id, reasons={gate: "  "})
        assert [one.key for one in refused.value.gates] == [gate]
        assert refused.value.field == f"reason_{gate}"
        sign_leaving(day.nurse, session_id=session_id, reasons={gate: "Said why"})
    assert session_record(session_id, at(200)).moves[-1].detail["reasons"] == {gate: "Said why"}


def test_too_short_a_stay_is_listed(day: Day) -> None:
    session_id = _ready_to_sign(day, minute=END + 40)
    with standing_at(END + 41), pytest.raises(ReasonsMissing) as refused:
        sign_leaving(day.nurse, session_id=session_id)
    assert [gate.key for gate in refused.value.gates] == ["time_served"]


def test_somebody_going_home_alone_stays_longer(day: Day) -> None:
    session_id = _ready_to_sign(day)
    with standing_at(END + 62):
        answer_gate(day.nurse, session_id=session_id, gate="escort", answer={"unescorted": True})
        with pytest.raises(ReasonsMissing) as refused:
            sign_leaving(day.nurse, session_id=session_id)
    assert [gate.key for gate in refused.value.gates] == ["time_served"]


def test_what_was_measured_before_the_end_says_nothing_about_leaving(day: Day) -> None:
    session_id = days.under_way(day)
    with standing_at(END - 1):
        values = {kind: text for kind, text in days.BASELINE.items() if kind != "weight"}
        record_set(day.nurse, session_id=session_id, values=values)
    with standing_at(END):
        complete_infusion(day.nurse, session_id=session_id)
    gates = {gate.key: gate.met for gate in session_record(session_id, at(END + 61)).standing.gates}
    assert (gates["pressure"], gates["alertness"], gates["oxygen"]) == (None, None, None)


def test_a_process_of_ours_cannot_sign_and_neither_can_a_pharmacist(day: Day) -> None:
    session_id = _ready_to_sign(day)
    with standing_at(END + 62):
        with pytest.raises(Invalid):
            sign_leaving(Actor.system("jobs"), session_id=session_id)
        with pytest.raises(Forbidden):
            sign_leaving(day.pharmacist, session_id=session_id)


def test_after_leaving_a_late_line_is_still_taken_at_the_time_it_happened(day: Day) -> None:
    session_id = _ready_to_sign(day)
    with standing_at(END + 62):
        sign_leaving(day.nurse, session_id=session_id)
    with standing_at(END + 90):
        record_set(day.nurse, session_id=session_id, values={"pulse": "70"}, at=at(END + 30))
        with pytest.raises(Invalid) as refused:
            record_set(day.nurse, session_id=session_id, values={"pulse": "70"}, at=at(END + 80))
    assert "The person left at 15:12" in refused.value.message


def test_nothing_counts_on_after_somebody_left(day: Day) -> None:
    session_id = _ready_to_sign(day)
    with standing_at(END + 62):
        sign_leaving(day.nurse, session_id=session_id)
    first, much_later = session_record(session_id, at(END + 62)).standing, session_record(session_id, at(900)).standing
    assert (first.minute, first.plan) == (much_later.minute, much_later.plan)
