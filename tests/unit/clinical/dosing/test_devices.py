"""A nasal dose is counted in devices: so many for an age, five minutes apart, and delivered as the sprays that went in."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from firstlight.clinical.dosing.administration import Administration, delivered_mg, undelivered_mg
from firstlight.clinical.dosing.devices import device_plan, device_rule, next_device, planned_last_device
from firstlight.clinical.dosing.plan import dose_plan
from firstlight.clinical.protocol.protocol import DeviceRule, Protocol

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


@pytest.fixture
def nasal(shipped: dict[str, Protocol]) -> Protocol:
    return shipped["nasal-esketamine-28"]


@pytest.fixture
def rule(nasal: Protocol) -> DeviceRule:
    return device_rule(nasal)


def spray(minute: float, mg: int = 28) -> Administration:
    return Administration("spray", START + timedelta(minutes=minute), dose_mg=mg)


@pytest.mark.parametrize(("age", "devices", "mg"), [(40, 2, 56), (64, 2, 56), (65, 1, 28), (80, 1, 28)])
def test_the_first_dose_depends_on_age(nasal: Protocol, age: int, devices: int, mg: int) -> None:
    plan = device_plan(nasal, age)
    assert (plan.devices, plan.dose_mg) == (devices, Decimal(mg))


@pytest.mark.parametrize(("age", "devices"), [(40, 2), (40, 3), (70, 1), (70, 2), (70, 3)])
def test_a_prescriber_chooses_among_the_numbers_for_the_age(nasal: Protocol, age: int, devices: int) -> None:
    plan = device_plan(nasal, age, devices)
    assert plan.dose_mg == 28 * devices
    assert plan.minutes == 5 * (devices - 1)
    assert (plan.weight_kg, plan.rate_ml_h, plan.volume_ml) == (None, None, None)


@pytest.mark.parametrize(("age", "devices"), [(40, 1), (40, 4), (70, 4), (70, 0)])
def test_another_number_is_refused_with_the_choices(nasal: Protocol, age: int, devices: int) -> None:
    with pytest.raises(ValueError, match=r"2 \(56 mg\)"):
        device_plan(nasal, age, devices)


def test_the_arithmetic_is_shown_line_by_line(nasal: Protocol) -> None:
    assert device_plan(nasal, 40, 3).steps == (
        "3 × 28 mg = 84 mg",
        "Each device: 2 sprays of 14 mg. Do not prime it",
        "5 min rest between two devices",
    )
    assert len(device_plan(nasal, 70, 1).steps) == 2


def test_weight_works_no_dose_where_devices_are_counted(nasal: Protocol) -> None:
    with pytest.raises(ValueError, match="counts spray devices"):
        dose_plan(nasal, 70)


def test_devices_are_not_counted_where_the_dose_is_worked_from_weight(protocol: Protocol) -> None:
    with pytest.raises(ValueError, match="counts no devices"):
        device_plan(protocol, 40)


def test_nothing_is_next_before_the_first_device_and_after_the_last(rule: DeviceRule) -> None:
    assert next_device(rule, 2, []) is None
    assert next_device(rule, 2, [spray(0), spray(5)]) is None
    assert next_device(rule, 1, [spray(0)]) is None


def test_the_second_device_is_due_five_minutes_after_the_first_however_late_that_was(rule: DeviceRule) -> None:
    due = next_device(rule, 2, [spray(3)])
    assert due is not None
    assert (due.number, due.of, due.due_at) == (2, 2, START + timedelta(minutes=8))


def test_a_device_of_which_one_spray_went_in_is_one_device_of_half_the_dose(rule: DeviceRule) -> None:
    entries = [spray(0, 14), spray(5)]
    assert next_device(rule, 2, entries) is None
    assert delivered_mg(entries, START + timedelta(minutes=9)) == 42
    assert undelivered_mg(entries, 56, START + timedelta(minutes=9)) == 14


def test_giving_ends_with_the_last_device(rule: DeviceRule) -> None:
    assert planned_last_device(rule, 3, []) is None
    assert planned_last_device(rule, 3, [spray(0)]) == START + timedelta(minutes=10)
    assert planned_last_device(rule, 3, [spray(0), spray(7)]) == START + timedelta(minutes=12)
    assert planned_last_device(rule, 2, [spray(0), spray(7)]) == START + timedelta(minutes=7)
