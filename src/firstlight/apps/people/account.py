"""Where the sign-in library meets our rules: nobody makes an account for themselves, and whatever happens to a sign-in
becomes an audit entry."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from firstlight.apps.people import anothers_sign_in, second_factor, sign_in
from firstlight.apps.people.actions.record_credential_change import record_credential_change
from firstlight.apps.people.actions.record_failed_sign_in import record_failed_sign_in
from firstlight.apps.people.actions.record_lock_out import record_lock_out
from firstlight.apps.people.actions.record_sign_in import record_sign_in
from firstlight.apps.people.models import Staff

AGAIN = {
    "reauthenticate": "Type your password",
    "mfa_reauthenticate": "Type a code from your app, or a recovery code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}
UNSPOKEN = frozenset(
    {"account/messages/logged_in.txt", "account/messages/logged_out.txt", "account/messages/password_changed.txt"}
)


class StaffAccountAdapter(DefaultAccountAdapter):
    """The library calls these at each step of a sign-in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Your manager has recorded that you no longer work here.",
        "email_password_mismatch": "This address and this password do not belong together. Check both and try again.",
        "enter_current_password": "This is not your password. Check it and try again.",
        "incorrect_code": "This code is not right. Type the one that the app shows now.",
        "incorrect_password": "This is not your password. Check it and try again.",
        "invalid_login": "This address and this password do not belong together. Check both and try again.",
        "invalid_password_reset": "This link works no more. Ask your clinic's manager for a new one.",
        "too_many_login_attempts": "Too many tries. Wait a few minutes, then try again.",
        "rate_limited": "Too many tries. Wait a few minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Staff) -> None:
        told = anothers_sign_in.done_to(user.pk)
        super().login(request, user)
        for done in told:
            messages.warning(request, _told(done))
        record_sign_in(sign_in.LOG, staff_id=user.pk, how=_how(request), address=address_of(request))

    def logout(self, request: HttpRequest) -> None:
        sign_in.end(request, "signed out")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By account and address together: by account alone, anybody who knows an address could keep its owner out from
        anywhere. The second factor, which only whoever has the password comes to, is counted by account."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{address_of(request)}"

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        email = str(credentials.get("email", ""))
        record_failed_sign_in(sign_in.LOG, email=email, what="password", address=address_of(request))

    def reauthenticate(self, user: Staff, password: str) -> bool:
        """By the address they sign in with, so that the same lock-out counts."""
        found = authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for whoever signed in just now: a joiner adds a second factor without typing the password twice."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = any(time.time() - record["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for record in records)
        return not fresh

    def get_reauthentication_methods(self, user: Staff) -> list[dict[str, Any]]:
        """The same ways, in our words."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [way | {"description": AGAIN.get(way["id"], way["description"])} for way in ways]

    def set_password(self, user: Staff, password: str) -> None:
        super().set_password(user, password)
        record_credential_change(sign_in.LOG, staff_id=user.pk, what="password set")

    def send_notification_mail(self, template_prefix: str, user: Staff, *args: Any, **kwargs: Any) -> None:
        """Instead of an e-mail: an entry in the log, which the person and their manager can read."""
        what = template_prefix.rpartition("/")[2].replace("_", " ")
        record_credential_change(sign_in.LOG, staff_id=user.pk, what=what)
        if template_prefix in second_factor.ADDING:
            second_factor.note_added(self.request)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if message_template not in UNSPOKEN:
            super().add_message(request, level, message_template, *args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The last second factor stays where one is asked for: whoever loses it goes to a manager."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "This is your only second factor, so it stays. Add another first.",
        "cannot_generate_recovery_codes": "Recovery codes come with an authenticator app or a passkey. Add one first.",
        "incorrect_code": "This code is not right. Type the one that the app shows now.",
    }

    def generate_authenticator_name(self, user: Staff, type: Authenticator.Type) -> str:
        """What a passkey is called until the person names it."""
        passkeys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count()
        return f"Passkey {passkeys + 1}" if passkeys else "Passkey"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not settings.SECOND_FACTOR_REQUIRED or authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def address_of(request: HttpRequest) -> str:
    """The network address it came from, as the server in front of us tells it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def typed_email(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail address a sign-in was tried with, in one spelling, so that capitals buy no more tries."""
    typed = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(typed).strip().lower()


def locked_out(request: HttpRequest, answer: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """What somebody sees who got the password wrong too often."""
    email = typed_email(request, credentials)
    record_lock_out(sign_in.LOG, email=email, address=address_of(request))
    minutes = round(float(settings.AXES_COOLOFF_TIME) * 60)
    return render(request, "sign_in/locked_out.html", {"minutes": minutes}, status=429)


def _told(done: anothers_sign_in.Done) -> str:
    at = timezone.localtime(done.at)
    return (
        f"{done.by} {done.says}, on {at:%d-%b-%Y at %H:%M}. If you did not ask for this, tell another manager now: "
        "somebody may be able to sign in as you."
    )


def _how(request: HttpRequest) -> str:
    records = get_authentication_records(request, request.user)
    return " and ".join(dict.fromkeys(_word(record) for record in records)) or "password"


def _word(record: dict[str, Any]) -> str:
    if record.get("passwordless"):
        return "passkey"
    return "second factor" if record.get("method") == "mfa" else "password"
