"""What is on the record against what the values say: each episode once, whatever comes late."""

from dataclasses import replace
from datetime import datetime

from firstlight.clinical.monitoring.prompts.episode import Episode, Rise
from firstlight.clinical.monitoring.prompts.reconcile import Changes, Kept
from firstlight.clinical.monitoring.prompts.reconcile import reconcile as reconcile_since
from tests.unit.clinical.monitoring.prompts.course import at


def episode(key: str = "pressure", began: float = 10, ended: float | None = None) -> Episode:
    over = None if ended is None else at(ended)
    return Episode(key, at(began), (Rise("amber", at(began), "r"),), ("r",), (), at(began), None, over)


def kept(one: Episode, number: int = 1, **changed: datetime | None) -> Kept:
    found = Kept(number, one.key, one.began_at, one.level, one.latest_at, one.named_at, one.ended_at)
    return replace(found, **changed)  # type: ignore[arg-type]


def reconcile(known: list[Kept], found: list[Episode]) -> Changes:
    return reconcile_since(known, found, at(0))


def test_a_new_episode_is_raised_and_raised_only_once() -> None:
    new = episode()

    assert reconcile([], [new]).raised == (new,)
    assert not reconcile([kept(new)], [new])


def test_an_answer_is_written_down() -> None:
    answered = episode(ended=15)

    assert reconcile([kept(episode())], [answered]).moved == ((1, answered),)


def test_a_late_earlier_value_makes_no_second_prompt() -> None:
    """The value of minute 12 was written down first; that of minute 10 came late."""
    changes = reconcile([kept(episode(began=12))], [episode(began=10)])

    assert (changes.raised, changes.withdrawn) == ((), ())


def test_a_late_value_inside_splits_one_episode_into_two_and_keeps_both() -> None:
    first, second = episode(began=10, ended=12), episode(began=15)

    changes = reconcile([kept(episode(began=10))], [first, second])

    assert (changes.moved, changes.raised) == (((1, first),), (second,))


def test_what_was_answered_long_ago_stays_as_it_is() -> None:
    old, new = episode(began=10, ended=12), episode(began=40)

    changes = reconcile_since([kept(old)], [new], at(30))

    assert (changes.raised, changes.moved, changes.withdrawn) == ((new,), (), ())


def test_an_open_prompt_without_an_episode_is_withdrawn_and_not_forgotten() -> None:
    assert reconcile([kept(episode())], []).withdrawn == (1,)


def test_a_monitor_that_repeats_itself_is_written_down_once_a_minute() -> None:
    one = episode()
    soon, later = replace(one, latest_at=at(10.5)), replace(one, latest_at=at(11))

    assert not reconcile([kept(one)], [soon])
    assert reconcile([kept(one)], [later]).moved == ((1, later),)


def test_a_value_under_a_name_is_written_down_at_once() -> None:
    one = episode()

    assert reconcile([kept(one)], [replace(one, named_at=at(10.1))])


def test_an_answer_that_no_longer_stands_brings_it_back() -> None:
    back = episode(began=10)

    assert reconcile([kept(episode(began=10, ended=12))], [back]).moved == ((1, back),)


def test_a_prompt_whose_values_became_part_of_another_is_withdrawn() -> None:
    """Late values outside joined the two: the earlier one stands for both."""
    first, second = kept(episode(began=10, ended=12), 1), kept(episode(began=15, ended=18), 2)

    changes = reconcile([first, second], [episode(began=10, ended=18)])

    assert ([number for number, _ in changes.moved], changes.withdrawn) == ([1], (2,))


def test_what_was_withdrawn_is_not_withdrawn_again_but_can_come_back() -> None:
    gone = replace(kept(episode(ended=12)), withdrawn=True)

    assert not reconcile([gone], [])
    assert reconcile([gone], [episode(ended=12)]).moved
