"""A manager reads why records were opened, and says what they found."""

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.actor import Actor
from firstlight.apps.people.actions.break_glass import break_glass
from firstlight.apps.people.models import BreakGlass, Clinic, Staff
from tests.unit.people import given

pytestmark = pytest.mark.django_db


def test_a_review_takes_the_opening_off_the_list(client: Client, clinic: Clinic, nurse: Staff, manager: Staff) -> None:
    person = given.a_patient(given.a_clinic("Vale"))
    pk = break_glass(Actor.of(nurse), patient_id=person.pk, clinic_id=clinic.pk, reason="brought in, unwell")
    client.force_login(manager)
    address = reverse("review-opening", args=[pk])
    assert "brought in, unwell" in client.get(address).content.decode()
    refused = client.post(address, {"request_key": "a", "reason": "ok"})
    assert refused.status_code == 422
    client.post(address, {"request_key": "a", "reason": "on duty, needed for care"})
    page = client.get(reverse("break-glass-reviews")).content.decode()
    assert "Nothing waits to be reviewed" in page
    assert "on duty, needed for care" in page
    assert BreakGlass.objects.get().reviewed_by == manager
