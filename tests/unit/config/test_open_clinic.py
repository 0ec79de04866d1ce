"""A new service is set up from the command line, once, and its manager can then sign in and do the rest."""

import argparse
import re

import pytest
from django.test import Client

from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.people.models import Clinic, Staff
from firstlight.config.commands import open_clinic

pytestmark = pytest.mark.django_db
ASKED = {
    "--trust-code": "RXX",
    "--trust": "Northshire Partnership",
    "--clinic-code": "RXX01",
    "--clinic": "Harbour House",
    "--email": "manager@trust.example",
    "--given-name": "Ada",
    "--family-name": "Mensah",
}


@pytest.fixture(autouse=True)
def host(settings) -> None:
    settings.ALLOWED_HOSTS = ["clinic.example"]


def opened(**changed: str) -> int:
    parser = argparse.ArgumentParser()
    open_clinic.add_arguments(parser)
    words = ASKED | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    return open_clinic.run(parser.parse_args([word for pair in words.items() for word in pair]))


def test_the_manager_is_given_a_link_that_lets_them_choose_a_password(capsys: pytest.CaptureFixture[str]) -> None:
    assert opened() == 0
    (link,) = re.findall(r"https://clinic\.example(/\S+)", capsys.readouterr().out)
    chosen = {"password1": "grey heron on a post", "password2": "grey heron on a post"}
    browser = Client(headers={"host": "clinic.example"})
    page = browser.get(link, follow=True, secure=True)
    browser.post(page.request["PATH_INFO"], chosen, secure=True)
    assert Staff.objects.get(email="manager@trust.example").check_password(chosen["password1"])


def test_what_was_set_up_is_in_the_log() -> None:
    opened()
    verbs = AuditEntry.objects.order_by("id").values_list("verb", flat=True)
    expected = ["places.trust.added", "places.clinic.added", "staff.joined", "staff.joining_link.issued"]
    assert list(verbs) == expected


def test_it_is_done_once(capsys: pytest.CaptureFixture[str]) -> None:
    opened()
    assert opened(clinic_code="RXX02") == 1
    assert "already" in capsys.readouterr().err
    assert Clinic.objects.count() == 1


def test_a_code_that_cannot_be_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert opened(trust_code="r-1") == 1
    assert "ODS code" in capsys.readouterr().err
    assert not Staff.objects.exists()


def test_after_a_refusal_it_can_be_asked_again() -> None:
    assert opened(clinic_code="no") == 1
    assert opened() == 0
