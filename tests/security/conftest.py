"""The clinic that these tests try to get into."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal import flows
from django.core.cache import cache
from django.db import transaction

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


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's own transaction never commits. Here what waits for that is done when the adding is, as in a service."""
    waiting: list[Callable[[], None]] = []
    add = flows.activate_totp

    def added(*args: Any) -> Any:
        result = add(*args)
        while waiting:
            waiting.pop()()
        return result

    monkeypatch.setattr(transaction, "on_commit", waiting.append)
    monkeypatch.setattr(flows, "activate_totp", added)
