"""A demonstration shows a clinic at work at whatever hour it is opened, and its clock never runs behind the machine's."""

from datetime import UTC, datetime, timedelta

import pytest

from firstlight.apps import clock
from firstlight.apps.infusion.models import Session
from firstlight.demo import seed
from firstlight.demo.hours import LONDON, days_before, working_moment
from tests.unit.demo.conftest import taken_back

IN_BAYS = ["giving", "giving", "recovery", "giving", "checks"]


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize("now", ["2026-11-23T10:30", "2026-11-25T12:00", "2026-11-27T14:59"])
def test_while_clinics_are_at_work_the_time_is_what_it_is(now: str) -> None:
    assert working_moment(london(now)) == london(now)


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2026-11-24T01:00", "2026-11-24T11:40"),
        ("2026-11-24T08:15", "2026-11-24T11:40"),
        ("2026-11-24T15:00", "2026-11-25T11:40"),
        ("2026-11-24T23:30", "2026-11-25T11:40"),
        ("2026-11-27T16:00", "2026-11-30T11:40"),
        ("2026-11-28T12:00", "2026-11-30T11:40"),
        ("2026-11-29T23:59", "2026-11-30T11:40"),
        ("2026-10-24T12:00", "2026-10-26T11:40"),
    ],
)
def test_at_night_and_at_a_weekend_it_is_the_next_working_morning(now: str, shown: str) -> None:
    assert working_moment(london(now)) == london(shown)


def test_the_clock_only_runs_ahead() -> None:
    hours = [datetime(2026, 3, 20, tzinfo=UTC) + timedelta(hours=hour) for hour in range(24 * 16)]
    assert all(working_moment(hour) >= hour for hour in hours)
    assert all(working_moment(hour).weekday() < 5 for hour in hours)


def test_days_before_keep_the_wall_clock_and_never_fall_on_a_weekend() -> None:
    assert days_before(london("2026-11-02T11:40"), 14) == london("2026-10-19T11:40")
    assert days_before(london("2026-11-25T11:40"), 3) == london("2026-11-20T11:40")


@pytest.mark.parametrize("now", ["2026-11-23T10:30", "2026-11-24T14:59", "2026-11-24T00:10", "2026-11-29T03:00"])
def test_a_test_may_open_the_first_clinic_at_any_hour(db: None, now: str) -> None:
    with taken_back(), clock.at(london(now)):
        seed.seed_first_clinic()
        present = Session.objects.exclude(state__in=("booked", "left", "not_started")).order_by("bay__number")
        assert list(present.values_list("state", flat=True)) == IN_BAYS
