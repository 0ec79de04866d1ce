"""While a limit that asks for it is passed, sets come at least every five minutes, and the plan itself never moves."""

from datetime import UTC, datetime, timedelta

import pytest

from firstlight.clinical.monitoring.closer import Spell, with_closer_sets
from firstlight.clinical.monitoring.plan import PlannedSet, RecordedSet, planned_sets, set_states
from firstlight.clinical.protocol.protocol import Protocol

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def spell(starts: float, ends: float | None = None) -> Spell:
    return Spell(after(starts), None if ends is None else after(ends))


@pytest.fixture
def planned(protocol: Protocol) -> tuple[PlannedSet, ...]:
    return planned_sets(protocol, START, after(40), escorted=True)


def minutes(sets: tuple[PlannedSet, ...]) -> list[int]:
    return [one.minute for one in sets]


def closer(
    protocol: Protocol, planned: tuple[PlannedSet, ...], *spells: Spell, now: float = 60
) -> tuple[PlannedSet, ...]:
    return with_closer_sets(protocol, planned, spells, START, after(40), after(now))


def test_without_a_spell_the_plan_is_the_plan(protocol: Protocol, planned: tuple[PlannedSet, ...]) -> None:
    assert closer(protocol, planned) == planned


def test_a_high_pressure_at_ten_minutes_is_looked_at_every_five(
    protocol: Protocol, planned: tuple[PlannedSet, ...]
) -> None:
    sets = closer(protocol, planned, spell(10, 31))
    assert minutes(sets)[:9] == [0, 5, 10, 15, 20, 25, 30, 40, 55]


def test_a_set_of_the_plan_counts_as_one_of_the_closer_sets(
    protocol: Protocol, planned: tuple[PlannedSet, ...]
) -> None:
    """From minute 12: 17, then the planned 20, then 25 and the planned 30."""
    assert minutes(closer(protocol, planned, spell(12, 31)))[2:9] == [10, 17, 20, 25, 30, 40, 55]


def test_sets_of_the_plan_keep_their_time_their_clocks_and_their_kinds(
    protocol: Protocol, planned: tuple[PlannedSet, ...]
) -> None:
    kept = {one.due_at: one for one in closer(protocol, planned, spell(3, 90))}
    for one in planned:
        assert kept[one.due_at].amber_at == one.amber_at
        assert set(one.kinds) <= set(kept[one.due_at].kinds)


def test_a_smaller_set_of_the_plan_takes_the_pressure_too(protocol: Protocol, planned: tuple[PlannedSet, ...]) -> None:
    """The set at minute 5 has no pressure of its own; a spell from the start asks for one then."""
    sets = closer(protocol, planned, spell(0, 6))
    assert minutes(sets)[:3] == [0, 5, 10]
    assert {"systolic", "diastolic"} <= set(sets[1].kinds)
    assert len(sets[1].kinds) == len(set(sets[1].kinds))


def test_a_spell_that_goes_on_shows_its_next_set_and_no_further(
    protocol: Protocol, planned: tuple[PlannedSet, ...]
) -> None:
    assert minutes(closer(protocol, planned, spell(41), now=43))[5:9] == [40, 46, 55, 70]
    assert minutes(closer(protocol, planned, spell(41), now=46))[5:9] == [40, 46, 51, 55]


def test_a_set_put_in_stays_when_the_next_value_is_back_inside(
    protocol: Protocol, planned: tuple[PlannedSet, ...]
) -> None:
    """The set at 46 counts from 44 on, so a spell that ends at 44.5 has asked for it; one that ends at 43 has not."""
    assert 46 in minutes(closer(protocol, planned, spell(41, 44.5)))
    assert 46 not in minutes(closer(protocol, planned, spell(41, 43)))


def test_a_missed_closer_set_stays_late(protocol: Protocol, planned: tuple[PlannedSet, ...]) -> None:
    sets = closer(protocol, planned, spell(41, 50))
    states = {
        one.planned.minute: one.state for one in set_states(sets, [RecordedSet(after(40), frozenset())], after(52))
    }
    assert states[46] == "urgent"


def test_a_second_limit_passed_meanwhile_moves_nothing(protocol: Protocol, planned: tuple[PlannedSet, ...]) -> None:
    one = closer(protocol, planned, spell(41, 53))
    assert closer(protocol, planned, spell(41, 53), spell(44, 50)) == one
    assert closer(protocol, planned, spell(44, 50), spell(41, 53)) == one


def test_a_spell_within_one_that_goes_on_ends_nothing(protocol: Protocol, planned: tuple[PlannedSet, ...]) -> None:
    assert closer(protocol, planned, spell(41), spell(43, 44)) == closer(protocol, planned, spell(41))
    assert closer(protocol, planned, spell(41, 44), spell(43)) == closer(protocol, planned, spell(41))


def test_two_spells_apart_each_ask_for_their_own(protocol: Protocol, planned: tuple[PlannedSet, ...]) -> None:
    sets = closer(protocol, planned, spell(41, 44.5), spell(57, 61))
    assert {46, 62} <= set(minutes(sets))
    assert 51 not in minutes(sets)


def test_what_was_high_before_the_start_asks_for_nothing_after_it(
    protocol: Protocol, planned: tuple[PlannedSet, ...]
) -> None:
    assert closer(protocol, planned, spell(-20, -10)) == planned


def test_what_was_high_from_before_the_start_on_is_counted_from_the_start(
    protocol: Protocol, planned: tuple[PlannedSet, ...]
) -> None:
    assert 15 in minutes(closer(protocol, planned, spell(-5, 20)))


def test_a_closer_set_belongs_to_the_part_of_the_session_it_falls_in(
    protocol: Protocol, planned: tuple[PlannedSet, ...]
) -> None:
    phases = {one.minute: one.phase for one in closer(protocol, planned, spell(10, 50))}
    assert (phases[15], phases[35], phases[45]) == ("giving", "giving", "recovery")
    still_giving = with_closer_sets(protocol, planned, [spell(41, 50)], START, None, after(60))
    assert {one.minute: one.phase for one in still_giving}[46] == "giving"
