"""A page asks the database as often for twelve people as for two."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from firstlight.apps.people.models import Clinic, Staff
from tests.unit.people import given

pytestmark = pytest.mark.django_db


def queries(client: Client, address: str) -> int:
    client.get(reverse("front"))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def grows(client: Client, address: str, add: Callable[[int], object]) -> int:
    for index in (1, 2):
        add(index)
    few = queries(client, address)
    for index in range(3, 13):
        add(index)
    return queries(client, address) - few


def test_searching(as_nurse: Client, clinic: Clinic) -> None:
    assert grows(as_nurse, reverse("patients") + "?q=grey", lambda index: given.a_patient(clinic, index)) == 0


def test_the_staff_list(client: Client, clinic: Clinic, manager: Staff) -> None:
    client.force_login(manager)
    added = grows(client, reverse("staff"), lambda index: given.a_member("nurse", clinic, f"Given{index}"))
    assert added == 0


def test_the_audit_log(client: Client, clinic: Clinic, manager: Staff) -> None:
    client.force_login(manager)
    assert grows(client, reverse("audit"), lambda index: given.a_patient(clinic, index)) == 0
