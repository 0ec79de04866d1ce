"""The only manager of a clinic lost the telephone: whoever looks after the machine lets them in again, and it is written down."""

import argparse
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.people.models import Staff
from firstlight.config.commands import reset_sign_in
from tests.unit.people import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(settings) -> Staff:
    settings.ALLOWED_HOSTS = ["testserver"]
    found = given.a_member("manager", given.a_clinic(), "Grace", "Mbeki")
    TOTP.activate(found, "A" * 32)
    return found


def reset(email: str, reason: str = "came in person, with badge") -> int:
    parser = argparse.ArgumentParser()
    reset_sign_in.add_arguments(parser)
    return reset_sign_in.run(parser.parse_args([email, "--reason", reason]))


def test_they_are_signed_out_and_choose_a_password_by_the_link(
    manager: Staff, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    client.force_login(manager)
    client.get(reverse("staff"))
    assert reset(manager.email) == 0
    assert not Authenticator.objects.filter(user=manager).exists()
    (link,) = re.findall(r"https://testserver(/\S+)", capsys.readouterr().out)
    newly = Client()
    page = newly.get(link, follow=True)
    newly.post(page.request["PATH_INFO"], {"password1": "grey heron on a post", "password2": "grey heron on a post"})
    manager.refresh_from_db()
    assert manager.check_password("grey heron on a post")
    assert client.get(reverse("staff")).status_code == 302


def test_it_is_in_the_log_with_the_reason(manager: Staff) -> None:
    reset(manager.email)
    entry = AuditEntry.objects.get(verb="staff.second_factor.reset")
    assert entry.actor_name == "command line"
    assert "came in person" in entry.detail


@pytest.mark.parametrize(
    ("email", "reason", "says"),
    [("nobody@example.org", "came in person, with badge", "Nobody"), ("", "short", "reason")],
)
def test_what_cannot_be_is_said_in_a_sentence(
    manager: Staff, email: str, reason: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reset(email or manager.email, reason) == 1
    assert says in capsys.readouterr().err
    assert Authenticator.objects.filter(user=manager).exists()
