"""Values outside the limits: raised once for what belongs together, and over when a value says so."""

import pytest

from firstlight.clinical.monitoring.prompts.words import words_of
from tests.unit.clinical.monitoring.prompts.course import PROTOCOL, at, every_second, found, seen


def test_a_pressure_above_four_limits_is_one_episode() -> None:
    (episode,) = found([seen("systolic", 186, 35), seen("diastolic", 112, 35)])

    assert (episode.key, episode.level, episode.raised_at) == ("pressure", "urgent", at(35))
    assert {"systolic_urgent", "diastolic_urgent", "systolic_amber"} <= set(episode.rules)
    assert episode.ended_at is None


def test_the_prompt_says_the_figure_the_limit_and_what_the_protocol_asks() -> None:
    (episode,) = found([seen("systolic", 186, 35), seen("diastolic", 104, 35)])

    words = words_of(PROTOCOL, episode)

    assert words.heading == "Blood pressure 186/104"
    assert words.limits == ("Systolic 180 mmHg or above",)
    assert words.asks.startswith("Pause")


def test_it_rises_once_and_keeps_its_highest_level_until_it_is_answered() -> None:
    values = [seen("systolic", value, minute) for value, minute in ((165, 10), (185, 20), (170, 25), (150, 30))]

    (episode,) = found(values)

    assert [(rise.level, rise.at) for rise in episode.rises] == [("amber", at(10)), ("urgent", at(20))]
    assert (episode.level, episode.ended_at) == ("urgent", at(30))


def test_after_an_answer_the_next_value_outside_is_another_episode() -> None:
    values = [seen("systolic", value, minute) for value, minute in ((165, 10), (150, 15), (166, 20))]

    first, second = found(values)

    assert (first.raised_at, first.ended_at) == (at(10), at(15))
    assert (second.raised_at, second.ended_at) == (at(20), None)


def test_one_sample_of_a_value_measured_all_the_time_raises_nothing() -> None:
    assert found([seen("spo2", 85, 5), seen("spo2", 97, 5.05)]) == ()


def test_a_value_measured_all_the_time_counts_once_it_has_lasted() -> None:
    (episode,) = found(every_second("spo2", 88, 5, 12))

    assert (episode.began_at, episode.raised_at) == (at(5), at(5 + 10 / 60))


def test_a_limit_with_a_time_waits_for_it() -> None:
    assert found(every_second("pulse", 140, 5, 59)) == ()
    (episode,) = found(every_second("pulse", 140, 5, 62))
    assert episode.raised_at == at(6)


def test_what_a_nurse_writes_down_counts_at_once() -> None:
    (episode,) = found([seen("pulse", 140, 5, accepted=True)])

    assert (episode.raised_at, episode.named_at) == (at(5), at(5))


def test_a_value_measured_all_the_time_must_stay_back_inside_for_a_while() -> None:
    out = every_second("spo2", 88, 5, 20)
    flutter = [*every_second("spo2", 95, 5.4, 30), *every_second("spo2", 88, 6, 20)]

    (episode,) = found([*out, *flutter, *every_second("spo2", 97, 6.5, 180)])

    assert (episode.raised_at, episode.ended_at) == (at(5 + 10 / 60), at(8.5))


def test_a_nurse_who_writes_down_a_value_inside_answers_it_at_once() -> None:
    (episode,) = found([*every_second("spo2", 88, 5, 20), seen("spo2", 96, 6, accepted=True)])

    assert (episode.ended_at, episode.answered_by_name) == (at(6), True)


def test_a_monitors_value_answers_but_not_under_a_name() -> None:
    (episode,) = found([seen("systolic", 186, 35), seen("systolic", 150, 38)])

    assert (episode.ended_at, episode.answered_by_name) == (at(38), False)


def test_silence_ends_nothing() -> None:
    (episode,) = found([seen("systolic", 186, 5)], now=500)

    assert episode.ended_at is None


def test_a_rise_is_counted_from_the_value_before_the_start() -> None:
    values = [seen("systolic", 136, 10)]

    assert found(values) == ()
    assert [one.rules for one in found(values, baseline={"systolic": 104.0})] == [("systolic_rise",)]


def test_the_limits_of_the_infusion_do_not_hold_before_it() -> None:
    assert found([seen("systolic", 186, -5)]) == ()


@pytest.mark.parametrize(("systolic", "raised"), [(160, False), (161, True), (180, True)])
def test_a_limit_is_passed_exactly_where_the_protocol_says(systolic: float, raised: bool) -> None:
    assert bool(found([seen("systolic", systolic, 10)])) is raised
