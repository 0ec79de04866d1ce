"""The clinic that most of these tests stand in."""

import pytest
from django.core.cache import cache
from django.test import Client

from firstlight.apps.people.models import Clinic, Patient, Staff
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
def administrator(clinic: Clinic) -> Staff:
    return given.a_member("administrator", clinic, "Owen", "Price")


@pytest.fixture
def as_nurse(client: Client, nurse: Staff) -> Client:
    client.force_login(nurse)
    return client


@pytest.fixture
def person(clinic: Clinic) -> Patient:
    return given.a_patient(clinic)


@pytest.fixture
def other(clinic: Clinic) -> Patient:
    return given.a_patient(clinic, 2, family_name="Stone", given_names="Ben")
