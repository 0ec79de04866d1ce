"""The afternoon that these tests stand in."""

from collections.abc import Iterator

import pytest

from firstlight.apps.infusion.actions import store_readings
from tests.unit.infusion import day as days


@pytest.fixture
def day(db: None) -> days.Day:
    return days.a_day()


@pytest.fixture(autouse=True)
def _listener_knows_no_monitor() -> Iterator[None]:
    """The listener remembers monitors' ids for its life; here each test has a database of its own."""
    store_readings._known.clear()
    yield
    store_readings._known.clear()
