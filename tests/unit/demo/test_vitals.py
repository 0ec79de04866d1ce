"""The figures of the invented people: their own, the same for whoever asks, and in the course of the drug."""

from datetime import UTC, datetime, timedelta

from firstlight.demo.vitals import Course, Person, continuous, course_at, cuff, effect

PERSON = Person(7, {"systolic": 120.0, "diastolic": 78.0, "pulse": 70.0})
START = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def minute(number: float) -> datetime:
    return START + timedelta(minutes=number)


def given(*runs: tuple[float, bool]) -> float:
    return effect(Course(runs))


def test_the_same_person_at_the_same_moment_always_shows_the_same() -> None:
    course = Course(((20.0, True),))
    assert continuous(PERSON, course, 1234) == continuous(PERSON, course, 1234)
    assert cuff(PERSON, course, 20) == cuff(PERSON, course, 20)


def test_the_effect_rises_while_the_drug_runs_and_falls_after() -> None:
    rising = [given((float(minutes), True)) for minutes in range(0, 41, 10)]
    falling = [given((40.0, True), (float(minutes), False)) for minutes in range(0, 61, 20)]
    assert rising == sorted(rising)
    assert falling == sorted(falling, reverse=True)
    assert given() == 0.0


def test_a_pause_lets_it_fall_and_going_on_lets_it_rise_again() -> None:
    before, paused = given((20.0, True)), given((20.0, True), (10.0, False))
    on_again = given((20.0, True), (10.0, False), (10.0, True))
    assert paused < before
    assert paused < on_again < given((30.0, True))


def test_the_course_follows_what_was_done_at_the_pump() -> None:
    changes = [(minute(0), True), (minute(13), False), (minute(15), True), (minute(42), False)]
    assert course_at(changes, minute(-5)) == Course()
    assert course_at(changes, minute(14)) == Course(((13.0, True), (1.0, False)))
    assert course_at(changes, minute(50)) == Course(((13.0, True), (2.0, False), (27.0, True), (8.0, False)))
