"""How somebody changes the way they sign in: under their own name, in words they know, and never down to less than is asked."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.people.models import Staff
from tests.security.signing import code_of, enrol, sign_in
from tests.unit.people import given

pytestmark = pytest.mark.django_db
NEW = "amber kettle over 9 hills"
LIBRARY_WORDS = (
    "Two-Factor",
    "two-factor",
    "Authenticator App",
    "Security Key",
    "security key",
    "reauthenticate",
    "Are you sure",
    "Please",
    "Deactivate",
    "Bad Token",
    "(again)",
)
OWN = (
    "second-factor",
    "account_change_password",
    "account_reauthenticate",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
)
OWN_WITH_APP = ("mfa_index", "mfa_deactivate_totp", "mfa_reauthenticate", "mfa_generate_recovery_codes")


def a_passkey(staff: Staff, name: str = "My telephone") -> Authenticator:
    return Authenticator.objects.create(user=staff, type=Authenticator.Type.WEBAUTHN, data={"name": name})


def change(client: Client, now: str = given.PASSWORD, new: str = NEW, again: str = "") -> Any:
    words = {"oldpassword": now, "password1": new, "password2": again or new}
    return client.post(reverse("account_change_password"), words)


def test_in_production_somebody_changes_their_own_password_and_stays(
    client: Client, with_password: Staff, settings: Any, commits: None
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, with_password)
    enrol(client)
    page = client.get(reverse("account_change_password"))
    assert page.status_code == 200
    assert "Your password now" in page.content.decode()
    assert change(client).headers["Location"] == reverse("second-factor")
    with_password.refresh_from_db()
    assert with_password.check_password(NEW)
    assert "Password changed." in client.get(reverse("second-factor")).content.decode()
    assert AuditEntry.objects.filter(verb="sign_in.credential_changed", detail__contains="password").exists()


def test_every_other_screen_of_theirs_is_signed_out_by_it(client: Client, with_password: Staff) -> None:
    other = Client()
    sign_in(client, with_password)
    sign_in(other, with_password)
    change(client)
    assert client.get(reverse("patients")).status_code == 200
    assert "sign-in" in other.get(reverse("patients")).headers["Location"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"now": "not this one at all"}, "This is not your password."),
        ({"new": "short"}, "at least 12"),
        ({"again": "another thing"}, "same password"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(
    client: Client, with_password: Staff, words: dict[str, str], says: str
) -> None:
    sign_in(client, with_password)
    page = change(client, **words).content.decode()
    assert says in page
    assert NEW not in page
    assert given.PASSWORD not in page
    with_password.refresh_from_db()
    assert with_password.check_password(given.PASSWORD)


def test_guessing_the_password_at_an_open_screen_is_written_down(client: Client, with_password: Staff) -> None:
    sign_in(client, with_password)
    change(client, now="a guess by somebody else")
    entry = AuditEntry.objects.filter(verb="sign_in.failed").latest("id")
    assert "password, to change it" in entry.detail
    assert "a guess" not in entry.detail


@pytest.mark.parametrize(("demo", "says"), [(True, "This is a demonstration"), (False, "ask your clinic's manager")])
def test_whoever_has_no_password_is_told_so(client: Client, nurse: Staff, settings: Any, demo: bool, says: str) -> None:
    settings.DEMO = demo
    client.force_login(nurse)
    for answer in (client.get(reverse("account_change_password")), change(client)):
        assert answer.status_code == 403
        assert says in answer.content.decode().replace("&#39;", "'")
    assert reverse("account_change_password") not in client.get(reverse("second-factor")).content.decode()
    nurse.refresh_from_db()
    assert not nurse.has_usable_password()


def test_the_last_passkey_stays_where_a_second_proof_is_asked_for(
    client: Client, with_password: Staff, settings: Any
) -> None:
    sign_in(client, with_password)
    passkey = a_passkey(with_password)
    settings.SECOND_FACTOR_REQUIRED = True
    session = client.session
    session["second_factor_added_here"] = True
    session.save()
    remove = reverse("mfa_remove_webauthn", args=[passkey.pk])
    assert client.get(remove).status_code == 200
    page = client.post(remove, follow=True).content.decode()
    assert "This is your only second factor, so it stays." in page
    assert Authenticator.objects.filter(pk=passkey.pk).exists()
    a_passkey(with_password, "A stick")
    client.post(remove)
    assert not Authenticator.objects.filter(pk=passkey.pk).exists()


def test_nobody_removes_the_passkey_of_another(client: Client, with_password: Staff, manager: Staff) -> None:
    theirs = a_passkey(manager)
    sign_in(client, with_password)
    assert client.post(reverse("mfa_remove_webauthn", args=[theirs.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


def test_the_codes_are_shown_once_one_has_an_app_and_each_signs_in_once(client: Client, with_password: Staff) -> None:
    sign_in(client, with_password)
    enrol(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<li>([0-9a-z]+)</li>", page)
    assert len(codes) == 10
    assert codes[0] in client.get(reverse("mfa_download_recovery_codes")).content.decode()
    for code, lets_in in ((codes[0], True), (codes[0], False), (codes[1], True)):
        client.post(reverse("sign-out"))
        sign_in(client, with_password)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert (client.get(reverse("patients")).status_code == 200) is lets_in


def spoken(client: Client, address: str) -> str:
    """A page's text, once it is known to be ours: our bar, one heading, and none of the library's own words."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    assert 'class="fl-bar"' in page
    assert page.count("<h1") == 1
    assert "placeholder=" not in page
    words = re.sub(r"<[^>]+>", " ", page)
    assert [one for one in LIBRARY_WORDS if one in words] == [], address
    return words


def test_every_page_about_signing_in_is_in_our_words(client: Client, with_password: Staff) -> None:
    sign_in(client, with_password)
    for name in OWN:
        spoken(client, reverse(name))
    passkey = a_passkey(with_password)
    assert "My telephone" in spoken(client, reverse("mfa_list_webauthn"))
    spoken(client, reverse("mfa_edit_webauthn", args=[passkey.pk]))
    spoken(client, reverse("mfa_remove_webauthn", args=[passkey.pk]))
    passkey.delete()
    secret = enrol(client)
    for name in OWN_WITH_APP:
        spoken(client, reverse(name))
    client.post(reverse("sign-out"))
    sign_in(client, with_password)
    assert "the code that your authenticator app shows" in spoken(client, reverse("mfa_authenticate"))
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(reverse("patients")).status_code == 200


def test_the_pages_before_signing_in_are_in_our_words(client: Client) -> None:
    spoken(client, reverse("account_inactive"))
    spoken(client, reverse("account_reset_password_from_key_done"))
    broken = spoken(client, reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "no-such"}))
    assert "This link does not work" in broken


def test_too_many_tries_are_answered_with_a_page(client: Client, with_password: Staff) -> None:
    sign_in(client, with_password)
    answers = [change(client, now=f"guess {number} of somebody") for number in range(8)]
    assert answers[-1].status_code == 429
    assert "Too many tries" in answers[-1].content.decode()


def test_in_a_demonstration_there_is_nothing_to_set_up_and_the_pages_say_so(
    client: Client, nurse: Staff, settings: Any
) -> None:
    settings.DEMO = True
    client.force_login(nurse)
    page = client.get(reverse("second-factor")).content.decode()
    assert "This is a demonstration" in page
    assert reverse("mfa_activate_totp") not in page
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"):
        answer = client.get(reverse(name))
        assert answer.status_code == 403
        assert "This is a demonstration" in answer.content.decode()
