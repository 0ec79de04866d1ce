"""However late the devices of a spray are given, and however much of each, the list of administrations says it all."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from firstlight.clinical.dosing.administration import Administration, delivered_mg, undelivered_mg
from firstlight.clinical.dosing.devices import device_plan, device_rule, next_device, planned_last_device
from firstlight.clinical.protocol import load

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
NASAL = load.parse(load.packaged_text("nasal-esketamine-28"))
RULE = device_rule(NASAL)
LONG_AFTER = START + timedelta(days=1)
sprays = st.lists(
    st.builds(
        lambda minute, mg: Administration("spray", START + timedelta(minutes=minute), dose_mg=mg),
        st.integers(0, 60),
        st.sampled_from([14, 28]),
    ),
    max_size=3,
)


@given(st.integers(18, 95), st.data())
def test_every_number_for_an_age_is_a_whole_number_of_devices(age: int, data: st.DataObject) -> None:
    plan = device_plan(NASAL, age, data.draw(st.none() | st.sampled_from(RULE.allowed_for(age))))
    assert plan.devices is not None
    assert plan.dose_mg == plan.devices * RULE.mg_per_device
    assert plan.dose_mg <= 84


@given(sprays, st.integers(1, 3))
def test_the_next_device_never_comes_sooner_than_the_wait_after_any_other(
    entries: list[Administration], devices: int
) -> None:
    due = next_device(RULE, devices, entries)
    if due is not None:
        assert all(due.due_at >= one.at + timedelta(minutes=RULE.minutes_between) for one in entries)
        assert 1 < due.number <= devices


@given(sprays, st.integers(1, 3))
def test_there_is_a_next_device_exactly_while_some_were_given_and_not_all(
    entries: list[Administration], devices: int
) -> None:
    assert (next_device(RULE, devices, entries) is not None) is (0 < len(entries) < devices)


@given(sprays)
def test_what_went_in_and_what_did_not_make_the_prescribed_dose(entries: list[Administration]) -> None:
    given_mg = delivered_mg(entries, LONG_AFTER)
    assert given_mg == sum((Decimal(one.dose_mg or 0) for one in entries), Decimal(0))
    assert undelivered_mg(entries, 84, LONG_AFTER) == 84 - given_mg


@given(sprays, st.integers(1, 3))
def test_giving_never_ends_before_a_device_that_was_given(entries: list[Administration], devices: int) -> None:
    last = planned_last_device(RULE, devices, entries)
    assert (last is None) is (entries == [])
    assert last is None or all(one.at <= last for one in entries)
