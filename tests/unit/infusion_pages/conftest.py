"""The afternoon of the infusion app's own tests, seen through its pages by people signed in."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from firstlight.apps.infusion.actions import store_readings
from tests.unit.infusion import day as days

SignIn = Callable[[str], Client]


@pytest.fixture
def day(db: None) -> days.Day:
    return days.a_day()


@pytest.fixture
def signed_in(day: days.Day) -> SignIn:
    """A browser of "nurse", "second", "doctor" or "pharmacist"."""

    def enter(who: str) -> Client:
        client = Client()
        client.force_login(day.people[who])
        return client

    return enter


@pytest.fixture
def nurse(signed_in: SignIn) -> Client:
    return signed_in("nurse")


@pytest.fixture(autouse=True)
def _listener_knows_no_monitor() -> Iterator[None]:
    store_readings._known.clear()
    yield
    store_readings._known.clear()
