"""Who is asked next, by a clock that the test holds: every step of both ladders."""

from datetime import timedelta

from firstlight.clinical.monitoring.prompts.ladder import Course, lapses_at, next_ask
from tests.unit.clinical.monitoring.prompts.course import PROTOCOL, at

RULES = PROTOCOL.prompts


def test_an_urgent_prompt_asks_each_step_of_its_ladder_in_turn() -> None:
    steps = [next_ask(RULES, Course("urgent", at(35), asked)) for asked in range(len(RULES.urgent) + 1)]

    assert [(step.ask, step.at) for step in steps if step] == [("doctor", at(37)), ("everyone", at(40))]
    assert steps[-1] is None


def test_an_amber_prompt_has_its_own_ladder() -> None:
    steps = [next_ask(RULES, Course("amber", at(10), asked)) for asked in range(len(RULES.amber) + 1)]

    assert [(step.ask, step.at) for step in steps if step] == [
        ("nurse", at(13)),
        ("doctor", at(18)),
        ("everyone", at(25)),
    ]


def test_each_steps_clock_runs_from_the_step_before() -> None:
    step = next_ask(RULES, Course("urgent", at(35), asked=1))

    assert step is not None
    assert (step.since, step.at) == (at(37), at(40))


def test_an_acknowledgement_holds_the_ladder() -> None:
    assert next_ask(RULES, Course("urgent", at(35), 0, acknowledged_at=at(36))) is None


def test_one_from_before_it_became_urgent_does_not() -> None:
    step = next_ask(RULES, Course("urgent", at(35), 0, acknowledged_at=at(34)))

    assert step is not None
    assert step.at == at(37)


def test_an_acknowledgement_lapses_when_nobody_looks_again() -> None:
    repeat = timedelta(minutes=RULES.repeat_reading_minutes)

    assert lapses_at(RULES, Course("urgent", at(35), 0, acknowledged_at=at(36))) == at(36) + repeat


def test_each_value_that_a_person_records_holds_it_for_longer() -> None:
    repeat = timedelta(minutes=RULES.repeat_reading_minutes)
    course = Course("urgent", at(35), 0, acknowledged_at=at(36), named_at=at(40))

    assert lapses_at(RULES, course) == at(40) + repeat


def test_what_nobody_acknowledged_cannot_lapse() -> None:
    assert lapses_at(RULES, Course("urgent", at(35))) is None
