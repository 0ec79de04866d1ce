"""The invented trust, opened once for all the tests of a file: nothing that they do stays in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import transaction

from firstlight.apps import clock
from firstlight.apps.infusion.actions import store_readings
from firstlight.demo import seed
from firstlight.demo.hours import LONDON

OPENED = datetime(2026, 11, 23, 11, 40, tzinfo=LONDON)


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written is gone afterwards, as after any test."""
    store_readings._known.clear()  # a monitor met in another test's transaction is gone with it
    outer = transaction.atomic()
    outer._from_testcase = True  # or no action could commit inside it
    with outer:
        yield
        transaction.set_rollback(True)
    store_readings._known.clear()


@pytest.fixture(scope="module")
def trust(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Everything that a demonstration shows when it is opened on a Monday morning."""
    with django_db_blocker.unblock(), taken_back():
        with clock.at(OPENED):
            seed.seed(lambda words: None)
        yield


@pytest.fixture
def monday(trust: None, db: None) -> Iterator[None]:
    """Standing at the moment of opening."""
    with clock.at(OPENED):
        yield
