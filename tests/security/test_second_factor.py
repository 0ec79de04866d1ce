"""A password alone opens nothing in production; whoever loses the second factor gets a new one through a manager."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.people.actions.reset_second_factor import reset_second_factor
from firstlight.apps.people.models import Clinic, Staff
from firstlight.apps.refusals import Forbidden
from firstlight.config.settings import base
from tests.security.signing import code_of, enrol, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_in_production(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def test_every_setting_asks_for_it_unless_it_says_otherwise() -> None:
    assert base.SECOND_FACTOR_REQUIRED is True


def test_whoever_has_none_is_led_to_add_one_and_opens_nothing_before(
    client: Client, with_password: Staff, commits: None
) -> None:
    sign_in(client, with_password)
    led = client.get(reverse("patients")).headers["Location"]
    assert led.startswith(reverse("second-factor"))
    assert "Before you can open anything" in client.get(led).content.decode()
    assert client.get(reverse("mfa_index")).status_code == 302
    enrol(client)
    assert client.get(reverse("patients")).status_code == 200
    assert AuditEntry.objects.filter(verb="sign_in.credential_changed", detail__contains="totp activated").exists()


def test_the_code_is_asked_at_every_sign_in_and_a_wrong_one_is_logged(client: Client, with_password: Staff) -> None:
    sign_in(client, with_password)
    secret = enrol(client)
    client.post(reverse("sign-out"))
    assert sign_in(client, with_password) == reverse("mfa_authenticate")
    assert client.get(reverse("patients")).status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert "second factor" in AuditEntry.objects.filter(verb="sign_in.failed").latest("id").detail
    done = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert done.headers["Location"] == reverse("patients")
    assert client.get(reverse("patients")).status_code == 200


def test_one_added_on_another_screen_does_not_open_this_one(client: Client, with_password: Staff) -> None:
    other = Client()
    sign_in(client, with_password)
    sign_in(other, with_password)
    enrol(client)
    assert other.get(reverse("patients")).headers["Location"].startswith(reverse("second-factor"))


def test_the_last_one_cannot_be_taken_away(client: Client, with_password: Staff) -> None:
    sign_in(client, with_password)
    enrol(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=with_password, type="totp").exists()


def test_a_lost_one_is_reset_by_a_manager_and_every_screen_is_signed_out(
    client: Client, clinic: Clinic, manager: Staff, with_password: Staff
) -> None:
    sign_in(client, with_password)
    enrol(client)
    with clock.at(clock.now() + timedelta(minutes=1)):
        reset_second_factor(
            Actor.of(manager),
            staff_id=with_password.pk,
            clinic_id=clinic.pk,
            reason="lost the telephone, came in person",
        )
        assert "sign-in" in client.get(reverse("patients")).headers["Location"]
        assert not Authenticator.objects.filter(user=with_password).exists()
        assert sign_in(client, with_password) == reverse("patients")
        assert client.get(reverse("patients")).headers["Location"].startswith(reverse("second-factor"))


def test_nobody_resets_their_own(clinic: Clinic, manager: Staff) -> None:
    TOTP.activate(manager, "A" * 32)
    with pytest.raises(Forbidden, match="another manager"):
        reset_second_factor(Actor.of(manager), staff_id=manager.pk, clinic_id=clinic.pk, reason="I lost my telephone")
    assert Authenticator.objects.filter(user=manager).exists()


def test_a_code_is_guessed_ten_times_and_no_more_from_wherever(client: Client, with_password: Staff) -> None:
    TOTP.activate(with_password, "A" * 32)
    answers = []
    for number in range(12):
        guesser = Client(REMOTE_ADDR=f"198.51.100.{number}")
        sign_in(guesser, with_password)
        answers.append(
            "Too many tries" in guesser.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
        )
    assert answers == [False] * 10 + [True] * 2
