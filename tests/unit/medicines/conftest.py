"""The afternoon that these tests stand in."""

import pytest

from tests.unit.infusion import day as days


@pytest.fixture
def day(db: None) -> days.Day:
    return days.a_day()
