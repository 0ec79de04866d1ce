"""A gate that may be passed is passed by a psychiatrist, by name and with a reason that stays; the others by nobody."""

import pytest

from firstlight.apps.infusion.actions.make_ready import make_ready
from firstlight.apps.infusion.actions.override_gate import override_gate
from firstlight.apps.infusion.actions.record_set import record_set
from firstlight.apps.infusion.queries import session_record
from firstlight.apps.infusion.refusals import GatesShut
from firstlight.apps.refusals import Forbidden, IllegalMove, Invalid
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, at, standing_at


def _here(day: Day) -> int:
    return days.arrived(day, days.booked(day))


def _shut(day: Day, session_id: int) -> list[str]:
    with standing_at(20), pytest.raises(GatesShut) as refused:
        make_ready(day.nurse, session_id=session_id)
    return [gate.key for gate in refused.value.gates]


def _very_high(day: Day) -> int:
    session_id = days.checked(day, _here(day), without="blood_pressure")
    with standing_at(12):
        record_set(day.nurse, session_id=session_id, values={"systolic": "164", "diastolic": "92"})
    return session_id


def test_a_psychiatrist_may_pass_a_high_pressure_with_a_reason_that_stays(day: Day) -> None:
    session_id = _very_high(day)
    assert _shut(day, session_id) == ["blood_pressure"]
    with standing_at(18):
        override_gate(day.doctor, session_id=session_id, gate="blood_pressure", reason="White coat; 124/78 at home")
    days.ready(day, session_id)
    kept = {gate["gate"]: gate for gate in session_record(session_id, at(21)).moves[-1].detail["gates"]}
    assert "Priya Raman MRCPsych" in kept["blood_pressure"]["reason"]
    assert "White coat" in kept["blood_pressure"]["reason"]


def test_a_nurse_may_not(day: Day) -> None:
    session_id = _very_high(day)
    with standing_at(18), pytest.raises(Forbidden):
        override_gate(day.nurse, session_id=session_id, gate="blood_pressure", reason="It will come down")


def test_a_higher_pressure_afterwards_asks_again(day: Day) -> None:
    session_id = _very_high(day)
    with standing_at(15):
        override_gate(day.doctor, session_id=session_id, gate="blood_pressure", reason="White coat")
    with standing_at(18):
        record_set(day.nurse, session_id=session_id, values={"systolic": "178", "diastolic": "104"})
    assert _shut(day, session_id) == ["blood_pressure"]


def test_it_wants_a_reason(day: Day) -> None:
    session_id = _very_high(day)
    with standing_at(18), pytest.raises(Invalid) as refused:
        override_gate(day.doctor, session_id=session_id, gate="blood_pressure", reason=" ")
    assert refused.value.field == "reason"


@pytest.mark.parametrize("gate", ["consent", "two_identifiers", "staff", "no_such_gate"])
def test_some_gates_nobody_may_pass(day: Day, gate: str) -> None:
    with standing_at(15), pytest.raises(IllegalMove):
        override_gate(day.doctor, session_id=_here(day), gate=gate, reason="We know her well")
