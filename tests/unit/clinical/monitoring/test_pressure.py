"""No one starts above the limits for their age unless they rested, it was repeated, and a person of rank decided."""

from datetime import UTC, datetime, timedelta

import pytest

from firstlight.clinical.monitoring.pressure import Met, NotMet, pressure_band, pressure_gate
from firstlight.clinical.protocol.protocol import Grade, Protocol
from firstlight.clinical.protocol.start_facts import Override, Pressure

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def taken(systolic: int, diastolic: int, minutes_ago: float = 1) -> Pressure:
    return Pressure(systolic, diastolic, NOW - timedelta(minutes=minutes_ago))


def decided(grade: Grade, minutes_ago: float = 0) -> Override:
    return Override(
        "blood_pressure", "Dr Raman", grade, "Known white-coat pressure", NOW - timedelta(minutes=minutes_ago)
    )


def gate(protocol: Protocol, *pressures: Pressure, age: int = 40, override: Override | None = None) -> Met | NotMet:
    return pressure_gate(protocol.pressure, age, pressures, NOW, override)


@pytest.mark.parametrize(
    ("age", "systolic", "diastolic", "band"),
    [
        (64, 140, 90, "within"),
        (64, 141, 90, "high"),
        (64, 140, 91, "high"),
        (65, 150, 90, "within"),
        (65, 141, 85, "within"),
        (65, 151, 90, "high"),
        (65, 150, 91, "high"),
        (40, 159, 99, "high"),
        (40, 160, 80, "refuse"),
        (40, 120, 100, "refuse"),
        (80, 160, 80, "refuse"),
    ],
)
def test_the_limits_are_those_for_the_age(
    protocol: Protocol, age: int, systolic: int, diastolic: int, band: str
) -> None:
    assert pressure_band(protocol.pressure, age, taken(systolic, diastolic)) == band


def test_a_pressure_within_the_limits_meets_the_gate(protocol: Protocol) -> None:
    assert gate(protocol, taken(128, 82)) == Met("128/82 is within the limits for age 40.")


def test_no_pressure_waits_for_one(protocol: Protocol) -> None:
    found = gate(protocol)
    assert isinstance(found, NotMet)
    assert (found.answered, found.override) == (False, None)


def test_an_old_pressure_does_not_count(protocol: Protocol) -> None:
    found = gate(protocol, taken(128, 82, minutes_ago=31))
    assert isinstance(found, NotMet)
    assert not found.answered
    assert found.needs == "Take the blood pressure again."
    assert isinstance(gate(protocol, taken(128, 82, minutes_ago=30)), Met)


def test_a_high_pressure_asks_for_rest_and_a_repeat(protocol: Protocol) -> None:
    found = gate(protocol, taken(150, 85, minutes_ago=4))
    assert isinstance(found, NotMet)
    assert (found.answered, found.override) == (True, "clinician")
    assert found.needs == "Rest 6 min more, then repeat. Repeat 1 of 2."


def test_a_repeat_within_the_limits_after_the_rest_meets_the_gate(protocol: Protocol) -> None:
    assert isinstance(gate(protocol, taken(150, 85, 15), taken(138, 84, 5)), Met)


def test_a_repeat_without_the_rest_does_not_count(protocol: Protocol) -> None:
    found = gate(protocol, taken(150, 85, 5), taken(138, 84, 1))
    assert isinstance(found, NotMet)
    assert not found.answered
    assert found.needs == "Rest 5 min more, then repeat."


def test_the_order_in_which_pressures_were_written_down_does_not_matter(protocol: Protocol) -> None:
    assert isinstance(gate(protocol, taken(138, 84, 5), taken(150, 85, 15)), Met)


def test_after_two_rested_repeats_a_clinician_is_asked(protocol: Protocol) -> None:
    found = gate(protocol, taken(150, 85, 28), taken(148, 85, 15), taken(146, 84, 3))
    assert isinstance(found, NotMet)
    assert found.needs == "A clinician decides and records why."
    assert "after 2 repeats" in found.reason


def test_hurried_repeats_do_not_count_towards_the_two(protocol: Protocol) -> None:
    found = gate(protocol, taken(150, 85, 20), taken(150, 85, 18), taken(150, 85, 16))
    assert isinstance(found, NotMet)
    assert found.needs == "Repeat now. Repeat 1 of 2."


@pytest.mark.parametrize("grade", ["clinician", "consultant"])
def test_a_clinicians_decision_opens_the_gate_on_a_high_pressure(protocol: Protocol, grade: Grade) -> None:
    found = gate(protocol, taken(150, 85), override=decided(grade))
    assert isinstance(found, Met)
    assert "Dr Raman" in found.reason
    assert "Known white-coat pressure" in found.reason


def test_at_160_over_100_only_a_consultant_may_decide(protocol: Protocol) -> None:
    assert isinstance(gate(protocol, taken(162, 95), override=decided("consultant")), Met)
    found = gate(protocol, taken(162, 95), override=decided("clinician"))
    assert isinstance(found, NotMet)
    assert found.override == "consultant"
    assert found.needs.startswith("Do not start.")


def test_a_decision_does_not_cover_a_later_reading(protocol: Protocol) -> None:
    assert isinstance(gate(protocol, taken(180, 110, 1), override=decided("consultant", minutes_ago=5)), NotMet)


@pytest.mark.parametrize(("systolic", "diastolic"), [(70, 40), (89, 60), (100, 49)])
def test_a_low_pressure_shuts_the_start_until_a_consultant_decides(
    protocol: Protocol, systolic: int, diastolic: int
) -> None:
    found = gate(protocol, taken(systolic, diastolic))
    assert isinstance(found, NotMet)
    assert found.reason == f"{systolic}/{diastolic} is low: systolic below 90 or diastolic below 50."
    assert (found.answered, found.override) == (True, "consultant")
    assert isinstance(gate(protocol, taken(systolic, diastolic), override=decided("clinician")), NotMet)
    assert isinstance(gate(protocol, taken(systolic, diastolic), override=decided("consultant")), Met)


def test_the_lowest_figures_themselves_are_within(protocol: Protocol) -> None:
    assert isinstance(gate(protocol, taken(90, 50)), Met)


def test_a_rest_after_a_low_pressure_is_no_repeat_of_a_high_one(protocol: Protocol) -> None:
    found = gate(protocol, taken(80, 45, 25), taken(145, 85, 1))
    assert isinstance(found, NotMet)
    assert "Repeat 1 of 2" in found.needs
