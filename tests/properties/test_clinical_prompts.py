"""Prompts, whatever the values and in whatever order they come: nothing is raised without cause, nothing is hidden."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from firstlight.clinical.monitoring.prompts.episode import Episode
from firstlight.clinical.monitoring.prompts.episodes import episodes
from firstlight.clinical.monitoring.prompts.reconcile import Kept, reconcile
from firstlight.clinical.monitoring.prompts.timeline import Seen, Timeline
from firstlight.clinical.protocol import load

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
END = START + timedelta(hours=3)
PROTOCOLS = [load.parse(load.packaged_text(code)) for code in load.packaged()]
PROTOCOL = load.parse(load.packaged_text("iv-racemic-0.5-40"))
NORMAL = {
    "systolic": (111, 139),
    "diastolic": (60, 89),
    "pulse": (51, 90),
    "spo2": (96, 100),
    "resp_rate": (12, 20),
    "temperature": (36.1, 38.0),
    "moaas": (5, 5),
}
BASELINE = {"systolic": 125.0, "diastolic": 75.0}
ANY = {"systolic": (90, 220), "diastolic": (50, 130), "pulse": (35, 160), "spo2": (80, 100), "moaas": (1, 5)}

moments = st.integers(0, 40 * 60).map(lambda seconds: START + timedelta(seconds=seconds))


def values(ranges: dict[str, tuple[float, float]]) -> st.SearchStrategy[list[Seen]]:
    one = st.sampled_from(sorted(ranges)).flatmap(
        lambda kind: st.builds(
            Seen,
            st.just(kind),
            st.integers(int(ranges[kind][0] + 0.9), int(ranges[kind][1])).map(float),
            moments,
            st.booleans(),
        )
    )
    return st.lists(one, max_size=30, unique_by=lambda seen: (seen.kind, seen.at))


def found(seen: list[Seen], now: datetime = END) -> tuple[Episode, ...]:
    return episodes(PROTOCOL, Timeline(now, 45, START, None, seen, baseline=BASELINE))


class Told(NamedTuple):
    """What the record says of one prompt that stands."""

    key: str
    began_at: datetime
    level: str
    ended_at: datetime | None


def recorded(arrivals: list[Seen]) -> set[Told]:
    """The record after values came one by one, each looked at when it came."""
    kept: dict[int, Kept] = {}
    for count in range(1, len(arrivals) + 1):
        changes = reconcile(list(kept.values()), found(arrivals[:count]), START)
        for number in changes.withdrawn:
            kept[number] = replace(kept[number], withdrawn=True)
        for number, episode in [*changes.moved, *((len(kept) + i, one) for i, one in enumerate(changes.raised))]:
            kept[number] = _kept(number, episode)
    return {Told(one.key, one.began_at, one.level, one.ended_at) for one in kept.values() if not one.withdrawn}


def _kept(number: int, one: Episode) -> Kept:
    return Kept(number, one.key, one.began_at, one.level, one.latest_at, one.named_at, one.ended_at)


@given(st.sampled_from(PROTOCOLS), values(NORMAL))
def test_nothing_is_raised_on_normal_values(protocol: object, seen: list[Seen]) -> None:
    assert episodes(protocol, Timeline(END, 45, START, None, seen, baseline=BASELINE)) == ()  # type: ignore[arg-type]


@given(values(ANY), st.randoms())
def test_the_order_of_values_changes_no_episode(seen: list[Seen], chance: object) -> None:
    shuffled = list(seen)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert found(shuffled) == found(seen)


@given(values(ANY), st.randoms())
def test_the_order_of_arrival_changes_nothing_on_the_record(seen: list[Seen], chance: object) -> None:
    late = list(seen)
    chance.shuffle(late)  # type: ignore[attr-defined]

    assert recorded(late) == recorded(sorted(seen, key=lambda one: one.at))


@given(values(ANY), values(ANY))
def test_a_value_that_comes_late_hides_no_prompt(seen: list[Seen], late: list[Seen]) -> None:
    """Every episode of the whole course is on the record, though some of its values came after all others."""
    arrivals = [*sorted(seen, key=lambda one: one.at), *late]

    told = recorded(arrivals)

    assert {Told(one.key, one.began_at, one.level, one.ended_at) for one in found(arrivals)} <= told
