"""Stories are played together, in the order of time, by people who can only be in one place."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.demo.playing import BUSY, Step, Story, play

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AMARA, TOM = Actor(1, "Amara"), Actor(2, "Tom")


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


@pytest.fixture
def done() -> list[tuple[str, str, datetime]]:
    return []


def steps(done: list[tuple[str, str, datetime]], who: Actor, what: str, *minutes: float) -> Story:
    def do(actor: Actor, *, number: int) -> int:
        done.append((actor.name, f"{what}{number}", clock.now()))
        return number * 10

    told: list[int] = []
    for number, minute in enumerate(minutes, 1):
        made = yield Step(at(minute), who, do, {"number": number})
        told.append(made)
    assert told == [number * 10 for number in range(1, len(minutes) + 1)], "a story is told what each step made"


def test_stories_are_told_together_in_the_order_of_time(done: list[tuple[str, str, datetime]]) -> None:
    play([steps(done, AMARA, "a", 0, 10, 20), steps(done, TOM, "b", 5, 15)], until=at(60))
    assert [what for _, what, _ in done] == ["a1", "b1", "a2", "b2", "a3"]
    assert [moment for _, _, moment in done] == [at(minute) for minute in (0, 5, 10, 15, 20)]


def test_nothing_that_is_still_to_come_has_happened(done: list[tuple[str, str, datetime]]) -> None:
    play([steps(done, AMARA, "a", 0, 10, 20)], until=at(12))
    assert [what for _, what, _ in done] == ["a1", "a2"]


def test_whoever_is_busy_comes_later_and_the_others_go_on(done: list[tuple[str, str, datetime]]) -> None:
    play([steps(done, AMARA, "a", 0), steps(done, AMARA, "b", 0.1), steps(done, TOM, "c", 0.2)], until=at(60))
    assert [what for _, what, _ in done] == ["a1", "c1", "b1"]
    assert done[-1][2] == at(0) + BUSY


def test_a_step_that_was_planned_too_early_follows_the_one_before_it(done: list[tuple[str, str, datetime]]) -> None:
    play([steps(done, AMARA, "a", 10, 5)], until=at(60))
    assert done[1][2] >= done[0][2]


def test_a_story_without_steps_is_no_trouble() -> None:
    def nothing() -> Iterator[Step]:
        yield from ()

    play([nothing()], until=at(60))  # type: ignore[list-item]
