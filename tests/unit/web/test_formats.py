"""How figures are written: one zone, one form, so that two screens side by side can be compared."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from firstlight.web import formats


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0:00"),
        (48, "0:48"),
        (128, "2:08"),
        (1199, "19:59"),
        (1200, "20 min"),
        (3599, "59 min"),
        (3720, "1 h 2 min"),
        (-5, "0:00"),
    ],
)
def test_an_age_counts_in_minutes_and_seconds_then_whole_minutes_then_hours(seconds: int, said: str) -> None:
    assert formats.age(timedelta(seconds=seconds)) == said


def test_times_are_the_clinics_own_in_winter_and_in_summer() -> None:
    assert formats.clock_time(datetime(2026, 11, 23, 14, 12, tzinfo=UTC)) == "14:12"
    assert formats.clock_time(datetime(2026, 7, 1, 14, 12, tzinfo=UTC)) == "15:12"


def test_the_hour_that_comes_twice_says_which_it_is() -> None:
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert formats.clock_time(first) == "01:30 BST"
    assert formats.clock_time(second) == "01:30 GMT"


def test_dates_names_and_numbers_read_as_on_a_wristband() -> None:
    assert formats.short_date(date(1974, 9, 2)) == "02-Sep-1974"
    assert formats.nhs_number("9990001073") == "999 000 1073"
    assert formats.nhs_number(None) == "no NHS number"
    assert formats.years_old(date(1974, 9, 2), datetime(2026, 9, 1, 12, tzinfo=UTC)) == 51
    assert formats.long_date(datetime(2026, 11, 23, 9, tzinfo=UTC)) == "Monday 23 November 2026"


def test_doses_are_to_a_tenth_and_rates_as_they_are() -> None:
    assert formats.milligrams(Decimal("29")) == "29.0"
    assert formats.plain(Decimal("52.50")) == "52.5"
    assert formats.plain(Decimal("100")) == "100"
    assert formats.plural(1, "set") == "1 set"
    assert formats.plural(2, "entry", "entries") == "2 entries"
