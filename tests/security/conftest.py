"""The clinic that these tests try to get into."""

import pytest
from django.core.cache import cache

from firstlight.apps.people.models import Clinic, Staff
from tests.unit.people import given


@pytest.fixture(autouse=True)
def _forget_earlier_tries() -> None:
    """The limits on signing in are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def clinic(db: None) -> Clinic:
    return given.a_clinic()


@pytest.fixture
def nurse(clinic: Clinic) -> Staff:
    return given.a_member("nurse", clinic)


@pytest.fixture
def manager(clinic: Clinic) -> Staff:
    return given.a_member("manager", clinic, "Grace", "Mbeki")


@pytest.fixture
def with_password(nurse: Staff) -> Staff:
    nurse.set_password(given.PASSWORD)
    nurse.save()
    return nurse
