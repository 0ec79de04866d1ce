"""The plan of observations follows the infusion: longer giving means more sets, an early stop means earlier recovery."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from firstlight.clinical.monitoring.plan import PlannedSet, planned_sets
from firstlight.clinical.protocol.protocol import PlannedObservation, Protocol

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def minutes(sets: tuple[PlannedSet, ...]) -> list[int]:
    return [one.minute for one in sets]


def test_an_unbroken_escorted_session_has_the_published_minutes(protocol: Protocol) -> None:
    sets = planned_sets(protocol, START, None, escorted=True)
    assert minutes(sets) == [0, 5, 10, 20, 30, 40, 55, 70, 85, 100, 120]
    assert [one.phase for one in sets] == ["before"] + 5 * ["giving"] + 5 * ["recovery"]


def test_someone_who_goes_home_alone_is_looked_at_for_two_hours_after_the_end(protocol: Protocol) -> None:
    sets = planned_sets(protocol, START, after(40), escorted=False)
    assert minutes(sets) == [0, 5, 10, 20, 30, 40, 55, 70, 85, 100, 115, 130, 145, 160]


def test_dissociation_is_scored_before_at_the_end_and_in_recovery(protocol: Protocol) -> None:
    sets = planned_sets(protocol, START, after(40), escorted=True)
    assert [one.minute for one in sets if "cadss6" in one.kinds] == [0, 40, 100, 120]


def test_longer_giving_has_a_set_every_ten_minutes_until_its_end(protocol: Protocol) -> None:
    sets = planned_sets(protocol, START, after(62), escorted=True)
    assert minutes(sets)[1:9] == [5, 10, 20, 30, 40, 50, 60, 62]
    assert sets[6].kinds == sets[4].kinds


def test_an_early_stop_drops_the_sets_to_come_and_brings_recovery_forward(protocol: Protocol) -> None:
    sets = planned_sets(protocol, START, after(22), escorted=True)
    assert minutes(sets) == [0, 5, 10, 20, 22, 37, 52, 67, 82, 102]
    assert "cadss6" in sets[4].kinds


def test_a_set_knows_when_it_counts_and_when_it_is_late(protocol: Protocol) -> None:
    ten = planned_sets(protocol, START, after(40), escorted=True)[2]
    assert (ten.due_at, ten.counts_from, ten.amber_at, ten.urgent_at) == (after(10), after(8), after(12), after(15))


def test_the_set_before_the_start_counts_for_half_an_hour_before_it(protocol: Protocol) -> None:
    before = planned_sets(protocol, START, after(40), escorted=True)[0]
    assert (before.due_at, before.counts_from) == (START, after(-30))


def test_a_set_before_the_start_never_stands_for_one_after_it(protocol: Protocol) -> None:
    sets = planned_sets(protocol, START, after(1), escorted=True)
    assert [one.counts_from for one in sets[:2]] == [after(-30), START]


def test_recovery_may_be_counted_from_the_start_where_the_protocol_says_so(protocol: Protocol) -> None:
    plan = (
        PlannedObservation("recovery", 40, "start", ("systolic", "diastolic"), None),
        PlannedObservation("recovery", 120, "start", ("moaas",), None),
    )
    spray = replace(protocol, observations=plan)
    assert minutes(planned_sets(spray, START, after(10), escorted=True)) == [40, 120]
    assert minutes(planned_sets(spray, START, after(45), escorted=True)) == [120]
