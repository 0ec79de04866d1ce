"""The leaving list says what is recorded, missing or outside the protocol, and leaves the decision to a nurse."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from firstlight.clinical.discharge.facts import LeavingFacts
from firstlight.clinical.discharge.leaving import LEAVING_GATES, assess_leaving
from firstlight.clinical.protocol.gate_state import GateState
from firstlight.clinical.protocol.protocol import Protocol
from firstlight.clinical.protocol.start_facts import Escort, Pressure

END = datetime(2026, 11, 23, 14, 40, tzinfo=UTC)
NOW = END + timedelta(minutes=60)


def pressure(systolic: int, diastolic: int) -> Pressure:
    return Pressure(systolic, diastolic, NOW)


COMPLETE = LeavingFacts(
    now=NOW,
    ended_at=END,
    escort=Escort("Jo Hall", "07700 900123"),
    moaas=5,
    baseline_pressure=pressure(130, 80),
    pressure=pressure(134, 84),
    spo2=97,
    cadss6_baseline=1,
    cadss6=1,
    padss=10,
    walks=True,
    tolerates_fluid=True,
    cannula_out=True,
    new_suicidal_intent=False,
    no_driving_signed=True,
    crisis_card_given=True,
    next_appointment_on=date(2026, 11, 26),
)


def gate(protocol: Protocol, key: str, **facts: Any) -> GateState:
    states = {state.key: state for state in assess_leaving(protocol, replace(COMPLETE, **facts))}
    return states[key]


def test_a_complete_record_within_the_protocol_meets_every_gate(protocol: Protocol) -> None:
    states = assess_leaving(protocol, COMPLETE)
    assert tuple(state.key for state in states) == LEAVING_GATES
    assert [state.key for state in states if state.met is not True] == []


def test_nothing_recorded_is_missing_and_never_outside_the_protocol(protocol: Protocol) -> None:
    for state in assess_leaving(protocol, LeavingFacts(now=NOW)):
        assert state.met is None
        assert state.reason
        assert state.needs


def test_no_reason_ever_calls_a_person_fit_or_safe(protocol: Protocol) -> None:
    said = " ".join(
        f"{state.label} {state.reason} {state.needs}" for state in assess_leaving(protocol, COMPLETE)
    ).lower()
    assert "fit" not in said.split()
    assert "safe" not in said.split()


OPEN_OR_SHUT: dict[str, tuple[str, dict[str, Any], bool | None]] = {
    "a minute short with an escort": ("time_served", {"now": NOW - timedelta(minutes=1)}, False),
    "an hour, going home alone": ("time_served", {"escort": None, "unescorted": True}, False),
    "an hour, and no word on the way home": ("time_served", {"escort": None}, False),
    "an escort named but going home alone": ("time_served", {"unescorted": True}, False),
    "two hours, going home alone": (
        "time_served",
        {"escort": None, "unescorted": True, "now": END + timedelta(minutes=120)},
        True,
    ),
    "drowsy": ("alertness", {"moaas": 4}, False),
    "no pressure": ("pressure", {"pressure": None}, None),
    "at the upper figures": ("pressure", {"pressure": pressure(140, 90), "baseline_pressure": pressure(100, 60)}, True),
    "low, and within the upper figures": ("pressure", {"pressure": pressure(95, 55)}, True),
    "70/40": ("pressure", {"pressure": pressure(70, 40)}, False),
    "systolic below the lowest, near the first set": (
        "pressure",
        {"pressure": pressure(89, 60), "baseline_pressure": pressure(95, 60)},
        False,
    ),
    "at the lowest systolic": ("pressure", {"pressure": pressure(90, 55)}, True),
    "high, with no first set": ("pressure", {"pressure": pressure(150, 85), "baseline_pressure": None}, None),
    "within the upper figures, with no first set": ("pressure", {"baseline_pressure": None}, True),
    "exactly a fifth above": ("pressure", {"pressure": pressure(156, 96)}, True),
    "systolic just over a fifth above": ("pressure", {"pressure": pressure(157, 84)}, False),
    "diastolic just over a fifth above": ("pressure", {"pressure": pressure(134, 97)}, False),
    "SpO2 94": ("oxygen", {"spo2": 94}, True),
    "SpO2 93": ("oxygen", {"spo2": 93}, False),
    "CADSS-6 one above the first": ("dissociation", {"cadss6": 2}, True),
    "CADSS-6 two above the first": ("dissociation", {"cadss6": 3}, False),
    "CADSS-6 below the first": ("dissociation", {"cadss6_baseline": 6, "cadss6": 0}, True),
    "CADSS-6 with no first score": ("dissociation", {"cadss6_baseline": None}, None),
    "unsteady": ("walking", {"walks": False}, False),
    "vomits": ("fluid", {"tolerates_fluid": False}, False),
    "cannula in": ("cannula_out", {"cannula_out": False}, False),
    "new intent": ("suicidal_intent", {"new_suicidal_intent": True}, False),
    "alone, as recorded": ("escort", {"escort": None, "unescorted": True}, True),
    "no escort": ("escort", {"escort": None}, None),
    "an escort without a telephone": ("escort", {"escort": Escort("Jo Hall", "")}, None),
    "an escort without a name": ("escort", {"escort": Escort(" ", "07700 900123")}, None),
    "statement refused": ("no_driving", {"no_driving_signed": False}, False),
    "no card": ("crisis_card", {"crisis_card_given": False}, False),
    "no next appointment": ("next_appointment", {"next_appointment_on": None}, None),
}


@pytest.mark.parametrize("what", OPEN_OR_SHUT)
def test_the_list_says_how_it_stands_with(protocol: Protocol, what: str) -> None:
    key, facts, met = OPEN_OR_SHUT[what]
    state = gate(protocol, key, **facts)
    assert state.met is met
    assert bool(state.needs) is (met is not True)


def test_the_time_still_to_stay_is_counted(protocol: Protocol) -> None:
    state = gate(protocol, "time_served", now=END + timedelta(minutes=22))
    assert (state.reason, state.needs) == ("22 of 60 min since the end (with an escort).", "38 min more.")


def test_new_intent_calls_for_the_doctor_now(protocol: Protocol) -> None:
    assert "Do not leave the person alone" in gate(protocol, "suicidal_intent", new_suicidal_intent=True).needs


@pytest.mark.parametrize(("total", "met"), [(None, None), (0, False), (8, False), (9, True), (10, True)])
def test_padss_counts_from_nine_and_a_part_of_it_counts_for_nothing(
    protocol: Protocol, total: int | None, met: bool | None
) -> None:
    assert gate(protocol, "padss", padss=total).met is met


def test_a_full_padss_alone_settles_nothing_else(protocol: Protocol) -> None:
    states = assess_leaving(protocol, LeavingFacts(now=NOW, ended_at=END, padss=10))
    assert [state.key for state in states if state.met is True] == ["padss"]


def test_nobody_is_asked_about_a_cannula_that_the_route_never_had(shipped: dict[str, Protocol]) -> None:
    keys = {code: {state.key for state in assess_leaving(one, COMPLETE)} for code, one in shipped.items()}
    assert {code for code, asked in keys.items() if "cannula_out" in asked} == {"iv-racemic-0.5-40"}
    assert all(asked | {"cannula_out"} == set(LEAVING_GATES) for asked in keys.values())
