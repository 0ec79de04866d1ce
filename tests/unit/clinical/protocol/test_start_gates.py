"""The drug is not started until each gate is met, or a person whom the protocol names has decided with a reason."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from firstlight.clinical.protocol.gate_state import GateState
from firstlight.clinical.protocol.gates import START_GATES, assess_start
from firstlight.clinical.protocol.protocol import Grade, Protocol
from firstlight.clinical.protocol.start_facts import (
    Escort,
    Override,
    Pressure,
    SignedPrescription,
    StaffOnDuty,
    StartFacts,
)

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)
NURSE = StaffOnDuty("Ann Bell", True, TODAY, None)
ALS_NURSE = StaffOnDuty("Sam Obi", True, None, TODAY + timedelta(days=30))
READY = StartFacts(
    now=NOW,
    today=TODAY,
    age_years=40,
    identifiers_checked=("name", "NHS number"),
    consent_on=date(2026, 10, 1),
    prescription=SignedPrescription("Dr Raman", "Ann Bell", "Sam Obi"),
    escort=Escort("Jo Hall", "07700 900123"),
    food="light",
    alcohol_sedatives="none",
    pregnancy_relevant=True,
    pregnancy_result="negative",
    pregnancy_tested_on=TODAY,
    weight_kg=Decimal("70.0"),
    weighed_on=TODAY,
    pressures=(Pressure(128, 82, NOW - timedelta(minutes=10)),),
    staff=(NURSE, ALS_NURSE),
)


def gate(protocol: Protocol, key: str, **facts: Any) -> GateState:
    states = {state.key: state for state in assess_start(protocol, replace(READY, **facts))}
    return states[key]


def test_a_person_who_is_ready_meets_all_ten_gates(protocol: Protocol) -> None:
    states = assess_start(protocol, READY)
    assert tuple(state.key for state in states) == START_GATES
    assert [state.key for state in states if state.met is not True] == []
    assert all(state.reason and not state.needs for state in states)


def test_nothing_recorded_leaves_every_gate_shut_with_something_to_do(protocol: Protocol) -> None:
    for state in assess_start(protocol, StartFacts(now=NOW, today=TODAY, age_years=40)):
        assert state.met is not True
        assert state.label
        assert state.reason
        assert state.needs


SHUT: dict[str, tuple[str, dict[str, Any], bool | None]] = {
    "one identifier": ("two_identifiers", {"identifiers_checked": ("name",)}, None),
    "the same identifier twice": ("two_identifiers", {"identifiers_checked": ("name", "name")}, None),
    "an identifier the protocol does not know": ("two_identifiers", {"identifiers_checked": ("name", "bed 4")}, None),
    "no consent": ("consent", {"consent_on": None}, None),
    "consent over a year old": ("consent", {"consent_on": TODAY - timedelta(days=366)}, False),
    "consent dated tomorrow": ("consent", {"consent_on": TODAY + timedelta(days=1)}, False),
    "no prescription": ("prescription", {"prescription": None}, None),
    "an unsigned prescription": ("prescription", {"prescription": SignedPrescription(None, "A", "B")}, None),
    "one check": ("prescription", {"prescription": SignedPrescription("Dr Raman", "Ann Bell", None)}, None),
    "both checks by one person": (
        "prescription",
        {"prescription": SignedPrescription("Dr Raman", "Ann Bell", "Ann Bell")},
        False,
    ),
    "no word on the way home": ("escort", {"escort": None}, None),
    "an escort without a telephone": ("escort", {"escort": Escort("Jo Hall", " ")}, None),
    "an escort without a name": ("escort", {"escort": Escort("", "07700 900123")}, None),
    "not asked about food": ("food", {"food": None}, None),
    "a full meal": ("food", {"food": "meal"}, False),
    "an answer the protocol does not know": ("food", {"food": "soup"}, None),
    "alcohol yesterday": ("alcohol_sedatives", {"alcohol_sedatives": "alcohol"}, False),
    "a sedative last night": ("alcohol_sedatives", {"alcohol_sedatives": "sedative"}, False),
    "pregnancy not asked": ("pregnancy", {"pregnancy_relevant": None}, None),
    "not tested": ("pregnancy", {"pregnancy_result": None}, None),
    "a test without a date": ("pregnancy", {"pregnancy_tested_on": None}, None),
    "a positive test": ("pregnancy", {"pregnancy_result": "positive"}, False),
    "a declined test": ("pregnancy", {"pregnancy_result": "declined"}, False),
    "an old test": ("pregnancy", {"pregnancy_tested_on": TODAY - timedelta(days=8)}, False),
    "not weighed": ("weight_today", {"weight_kg": None}, None),
    "a weight without a day": ("weight_today", {"weighed_on": None}, None),
    "yesterday's weight": ("weight_today", {"weighed_on": YESTERDAY}, False),
    "no pressure": ("blood_pressure", {"pressures": ()}, None),
    "a high pressure": ("blood_pressure", {"pressures": (Pressure(150, 85, NOW),)}, False),
    "nobody on duty": ("staff", {"staff": ()}, False),
    "one nurse": ("staff", {"staff": (ALS_NURSE,)}, False),
    "nobody with ALS": ("staff", {"staff": (NURSE, replace(NURSE, name="Kit Lee"))}, False),
    "lapsed ALS": ("staff", {"staff": (NURSE, replace(NURSE, name="Kit Lee", als_until=YESTERDAY))}, False),
    "a nurse whose ILS lapsed": ("staff", {"staff": (NURSE, ALS_NURSE, replace(NURSE, ils_until=YESTERDAY))}, False),
}


@pytest.mark.parametrize("what", SHUT)
def test_a_gate_stays_shut_for(protocol: Protocol, what: str) -> None:
    key, facts, met = SHUT[what]
    state = gate(protocol, key, **facts)
    assert state.met is met
    assert state.reason
    assert state.needs


def test_only_the_gate_in_question_shuts(protocol: Protocol) -> None:
    states = assess_start(protocol, replace(READY, food="meal"))
    assert [state.key for state in states if state.met is not True] == ["food"]


def test_going_home_alone_is_allowed_and_says_how_long_to_stay(protocol: Protocol) -> None:
    state = gate(protocol, "escort", escort=None, unescorted=True)
    assert state.met is True
    assert "120 min" in state.reason


def test_someone_who_cannot_be_pregnant_needs_no_test(protocol: Protocol) -> None:
    assert gate(protocol, "pregnancy", pregnancy_relevant=False, pregnancy_result=None).met is True


def test_a_certificate_holds_through_its_last_day(protocol: Protocol) -> None:
    assert gate(protocol, "staff", staff=(NURSE, replace(ALS_NURSE, als_until=TODAY))).met is True


def test_staff_without_registration_neither_count_nor_stand_in_the_way(protocol: Protocol) -> None:
    helper = StaffOnDuty("Pat Day", False, None, None)
    assert gate(protocol, "staff", staff=(NURSE, ALS_NURSE, helper)).met is True
    assert gate(protocol, "staff", staff=(ALS_NURSE, helper)).met is False
    unregistered = replace(ALS_NURSE, registered=False)
    assert gate(protocol, "staff", staff=(NURSE, replace(NURSE, name="Kit Lee"), unregistered)).met is False


def test_the_staff_gate_names_whose_certificate_ran_out(protocol: Protocol) -> None:
    assert "Kit Lee" in gate(protocol, "staff", staff=(NURSE, StaffOnDuty("Kit Lee", True, YESTERDAY, None))).reason


def decided(key: str, grade: Grade, minutes_ago: int = 0) -> Override:
    return Override(key, "Dr Raman", grade, "Small snack only", NOW - timedelta(minutes=minutes_ago))


@pytest.mark.parametrize("grade", ["clinician", "consultant"])
def test_a_decision_opens_a_gate_that_the_protocol_lets_be_decided(protocol: Protocol, grade: Grade) -> None:
    assert gate(protocol, "food", food="meal").override == "clinician"
    state = gate(protocol, "food", food="meal", overrides=(decided("food", grade),))
    assert (state.met, state.override) == (True, None)
    assert "Dr Raman" in state.reason
    assert "Small snack only" in state.reason


@pytest.mark.parametrize("key", ["consent", "alcohol_sedatives", "pregnancy", "staff"])
def test_no_decision_opens_a_gate_that_the_protocol_does_not_let_be_decided(protocol: Protocol, key: str) -> None:
    shut: dict[str, Any] = {
        "consent": {"consent_on": TODAY - timedelta(days=400)},
        "alcohol_sedatives": {"alcohol_sedatives": "alcohol"},
        "pregnancy": {"pregnancy_result": "positive"},
        "staff": {"staff": ()},
    }
    state = gate(protocol, key, overrides=(decided(key, "consultant"),), **shut[key])
    assert (state.met, state.override) == (False, None)


def test_no_decision_stands_in_for_an_answer(protocol: Protocol) -> None:
    assert gate(protocol, "food", food=None, overrides=(decided("food", "consultant"),)).met is None


def test_a_decision_about_one_gate_does_not_open_another(protocol: Protocol) -> None:
    assert gate(protocol, "food", food="meal", overrides=(decided("blood_pressure", "consultant"),)).met is False


def test_the_latest_decision_about_pressure_is_the_one_that_counts(protocol: Protocol) -> None:
    high = (Pressure(165, 95, NOW - timedelta(minutes=5)),)
    assert gate(protocol, "blood_pressure", pressures=high).override == "consultant"
    for order in ((8, 1), (1, 8)):
        decisions = tuple(decided("blood_pressure", "consultant", minutes) for minutes in order)
        assert gate(protocol, "blood_pressure", pressures=high, overrides=decisions).met is True


def test_a_site_may_need_a_consultant_where_a_clinicians_word_was_enough(protocol: Protocol) -> None:
    gates = protocol.start_gates
    sterner = replace(protocol, start_gates=replace(gates, food=replace(gates.food, override="consultant")))
    assert gate(sterner, "food", food="meal", overrides=(decided("food", "clinician"),)).met is False
