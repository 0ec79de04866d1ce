"""A set is done when its observations are taken in its time; a missing one stays late until they are taken."""

from datetime import UTC, datetime, timedelta

import pytest

from firstlight.clinical.kinds import Kind
from firstlight.clinical.monitoring.plan import PlannedSet, RecordedSet, SetState, planned_sets, set_states
from firstlight.clinical.protocol.protocol import Protocol

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
FULL: frozenset[Kind] = frozenset(
    ("systolic", "diastolic", "pulse", "resp_rate", "spo2", "oxygen", "temperature", "consciousness", "moaas", "cadss6")
)


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def full(minutes: float) -> RecordedSet:
    return RecordedSet(after(minutes), FULL)


@pytest.fixture
def planned(protocol: Protocol) -> tuple[PlannedSet, ...]:
    return planned_sets(protocol, START, after(40), escorted=True)


def at_minute(states: tuple[SetState, ...], minute: int) -> SetState:
    return next(state for state in states if state.planned.minute == minute)


@pytest.mark.parametrize(
    ("now", "state", "late"),
    [(7.9, "planned", 0), (8, "due", 0), (10, "due", 0), (11.9, "due", 114), (12, "amber", 120), (15, "urgent", 300)],
)
def test_a_set_not_taken_goes_from_planned_to_due_to_amber_to_urgent(
    planned: tuple[PlannedSet, ...], now: float, state: str, late: int
) -> None:
    ten = at_minute(set_states(planned, [full(-5), full(5)], after(now)), 10)
    assert (ten.state, ten.seconds_late, ten.recorded_at) == (state, late, None)
    assert ten.missing == ten.planned.kinds


@pytest.mark.parametrize(("taken", "late"), [(8, 0), (10, 0), (13.5, 210)])
def test_a_set_taken_in_its_time_is_done_with_how_late_it_was(
    planned: tuple[PlannedSet, ...], taken: float, late: int
) -> None:
    ten = at_minute(set_states(planned, [full(taken)], after(60)), 10)
    assert (ten.state, ten.seconds_late, ten.missing, ten.recorded_at) == ("done", late, (), after(taken))


def test_one_set_never_stands_for_two(planned: tuple[PlannedSet, ...]) -> None:
    states = set_states(planned, [full(9)], after(30))
    assert [state.planned.minute for state in states if state.state == "done"] == [10]


def test_a_set_may_be_taken_in_two_parts(planned: tuple[PlannedSet, ...]) -> None:
    pressure = RecordedSet(after(11), frozenset(("systolic", "diastolic")))
    rest = RecordedSet(after(10), FULL - pressure.kinds)
    ten = at_minute(set_states(planned, [pressure, rest], after(12)), 10)
    assert (ten.state, ten.recorded_at) == ("done", after(11))


def test_a_part_of_a_set_says_what_is_missing_and_stays_late(planned: tuple[PlannedSet, ...]) -> None:
    part = RecordedSet(after(10), FULL - {"moaas"})
    ten = at_minute(set_states(planned, [part], after(16)), 10)
    assert (ten.state, ten.missing) == ("urgent", ("moaas",))


def test_a_missing_set_is_not_closed_by_the_next_one_falling_due(planned: tuple[PlannedSet, ...]) -> None:
    assert at_minute(set_states(planned, [full(5)], after(19)), 10).state == "urgent"


def test_a_set_answered_only_by_a_later_one_is_missed_for_good(planned: tuple[PlannedSet, ...]) -> None:
    ten = at_minute(set_states(planned, [full(5), full(19)], after(60)), 10)
    assert (ten.state, ten.seconds_late, ten.recorded_at) == ("missed", 540, after(19))
    assert ten.missing == ten.planned.kinds


def test_a_later_set_answers_only_for_what_it_holds(planned: tuple[PlannedSet, ...]) -> None:
    end = at_minute(set_states(planned, [RecordedSet(after(55), FULL - {"cadss6"})], after(56)), 40)
    assert end.state == "urgent"
    assert "cadss6" in end.missing


def test_the_last_set_waits_as_long_as_it_takes(planned: tuple[PlannedSet, ...]) -> None:
    last = at_minute(set_states(planned, [full(200)], after(200)), 120)
    assert (last.state, last.seconds_late) == ("done", 80 * 60)


def test_a_set_recorded_for_a_time_to_come_does_not_count_yet(planned: tuple[PlannedSet, ...]) -> None:
    assert at_minute(set_states(planned, [full(11)], after(10)), 10).state == "due"


def test_no_plan_has_no_states() -> None:
    assert set_states((), [full(5)], after(10)) == ()


def test_a_set_taken_as_the_next_one_begins_to_count_belongs_to_the_next(planned: tuple[PlannedSet, ...]) -> None:
    states = set_states(planned, [full(18)], after(30))
    assert (at_minute(states, 10).state, at_minute(states, 20).state) == ("missed", "done")
