"""A clinician sees what a version asks for in one session that never changes, and what another version would ask for."""

import pytest

from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.protocol import Protocol
from firstlight.clinical.protocol.sample_course import sample_course, sample_start
from firstlight.clinical.protocol.sample_session import (
    BEFORE,
    DOSE,
    LEAVING,
    OBSERVED,
    PASSED,
    SampleChange,
    sample_changes,
    sample_session,
)


def words(protocol: Protocol, part: str) -> list[str]:
    return [line.words for line in sample_session(protocol) if line.part == part]


def changed(text: str, written: str, to: str) -> Protocol:
    assert written in text
    return load.parse(text.replace(written, to))


def test_the_course_rises_to_184_and_comes_back(protocol: Protocol) -> None:
    pressures = [one.pressure() for one in sample_course()]
    assert max(one.systolic for one in pressures if one) == 184
    assert [one.minute for one in sample_course()] == sorted(one.minute for one in sample_course())
    assert [(one.systolic, one.diastolic) for one in sample_start(protocol).pressures] == [(146, 88), (138, 84)]


@pytest.mark.parametrize("code", load.packaged())
def test_every_shipped_protocol_takes_the_sample_person_from_the_door_to_the_door(
    shipped: dict[str, Protocol], code: str
) -> None:
    lines = sample_session(shipped[code])
    assert list(dict.fromkeys(line.part for line in lines)) == [DOSE, BEFORE, OBSERVED, PASSED, LEAVING]
    assert len({(line.part, line.key) for line in lines}) == len(lines)
    assert not any(", to do:" in line.words for line in lines)


def test_the_dose_is_shown_with_its_arithmetic(protocol: Protocol, shipped: dict[str, Protocol]) -> None:
    assert words(protocol, DOSE)[:2] == ["35 mg over 40 min", "Weight 70 kg (actual body weight)"]
    assert words(shipped["nasal-esketamine-28"], DOSE)[:2] == ["56 mg over 5 min", "2 × 28 mg = 56 mg"]


def test_a_limit_shows_when_it_was_passed_and_what_is_asked(protocol: Protocol) -> None:
    passed = words(protocol, PASSED)
    assert any(one.startswith("Minute 20: amber, ") for one in passed)
    assert any(one.startswith("Minute 30: urgent, Systolic 180 mmHg or above") for one in passed)


def test_closer_observations_stand_in_the_plan_of_the_sample(protocol: Protocol) -> None:
    asked = words(protocol, OBSERVED)
    assert any(one.startswith("Minute 25: Systolic") for one in asked)
    assert any(one.startswith("Minute 70: ") for one in asked)


def test_a_version_changes_nothing_against_itself(protocol: Protocol) -> None:
    assert sample_changes(protocol, protocol) == ()


def test_a_higher_limit_shows_the_prompt_that_would_not_come(text: str, protocol: Protocol) -> None:
    higher = changed(text, 'value = 180, unit = "mmHg"', 'value = 190, unit = "mmHg"')
    gone = [one.before for one in sample_changes(protocol, higher) if one.part == PASSED and one.after is None]
    assert any(one is not None and one.startswith("Minute 30: urgent") for one in gone)


def test_a_moved_set_shows_as_one_that_comes_and_one_that_goes(text: str, protocol: Protocol) -> None:
    moved = changed(text, "minutes = [15, 30, 45]", "minutes = [15, 35, 45]")
    found = [one for one in sample_changes(protocol, moved) if one.part == OBSERVED]
    assert {(one.before is None, one.after is None) for one in found} == {(True, False), (False, True)}


def test_a_stricter_gate_shows_before_and_after(text: str, protocol: Protocol) -> None:
    stricter = changed(text, "systolic_above = { value = 140", "systolic_above = { value = 130")
    assert sample_changes(protocol, stricter) == (
        SampleChange(
            BEFORE,
            "Blood pressure, met: 138/84 is within the limits for age 52.",
            "Blood pressure, not met: 138/84 is above the limits for age 52.",
        ),
    )


def test_a_longer_stay_shows_at_the_door(text: str, protocol: Protocol) -> None:
    longer = changed(text, "escorted_minutes = { value = 60", "escorted_minutes = { value = 90")
    (change,) = (one for one in sample_changes(protocol, longer) if one.part == LEAVING)
    assert change.after == "Time since the end, not met: 85 of 90 min since the end (with an escort)."
