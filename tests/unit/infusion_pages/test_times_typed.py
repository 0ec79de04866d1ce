"""Times and days as nurses type them."""

from datetime import UTC, datetime, time

import pytest
from django import forms

from firstlight.apps import clock
from firstlight.apps.infusion.forms.moments import ClockTimeField, DayField, nearest

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_time_is_todays() -> None:
    assert nearest(time(11, 30), NOON) == datetime(2026, 11, 23, 11, 30, tzinfo=UTC)


def test_shortly_after_midnight_a_late_evening_time_is_yesterdays() -> None:
    just_after = datetime(2026, 11, 24, 0, 10, tzinfo=UTC)
    assert nearest(time(23, 50), just_after) == datetime(2026, 11, 23, 23, 50, tzinfo=UTC)


def test_in_summer_the_wall_clock_counts() -> None:
    assert nearest(time(13, 0), datetime(2026, 7, 1, 12, 5, tzinfo=UTC)) == datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("minute_utc", "expected"), [(35, 30), (95, 90)])
def test_in_the_hour_that_comes_twice_the_nearer_one_is_meant(minute_utc: int, expected: int) -> None:
    start = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    now = start.replace(hour=minute_utc // 60, minute=minute_utc % 60)
    meant = nearest(time(1, 30), now)
    assert meant == start.replace(hour=expected // 60, minute=expected % 60)


@pytest.mark.parametrize("typed", ["14:12", "1412", "14.12", " 14:12 "])
def test_a_time_may_be_typed_as_people_type_it(typed: str) -> None:
    with clock.at(datetime(2026, 11, 23, 14, 20, tzinfo=UTC)):
        assert ClockTimeField().clean(typed) == datetime(2026, 11, 23, 14, 12, tzinfo=UTC)


def test_an_empty_time_is_left_to_the_moment_of_saving() -> None:
    assert ClockTimeField().clean("") is None


def test_the_minute_that_is_now_is_the_moment_of_saving_and_not_its_first_second() -> None:
    with clock.at(datetime(2026, 11, 23, 14, 12, 40, tzinfo=UTC)):
        assert ClockTimeField().clean("14:12") is None
        assert ClockTimeField().clean("14:11") == datetime(2026, 11, 23, 14, 11, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["25:99", "noon", "14:1x"])
def test_what_is_no_time_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match=r"for example 14:12"):
        ClockTimeField().clean(typed)


@pytest.mark.parametrize("typed", ["23/11/2026", "23-Nov-2026", "23 Nov 2026", "2026-11-23"])
def test_a_day_may_be_typed_as_people_type_it(typed: str) -> None:
    assert DayField().clean(typed).isoformat() == "2026-11-23"


def test_a_day_is_never_read_with_the_month_first() -> None:
    with pytest.raises(forms.ValidationError):
        DayField().clean("11/23/2026")
