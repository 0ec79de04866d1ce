"""Where the sign-in library meets our rules: nobody makes an account for themselves, and whatever happens to a sign-in
becomes an audit entry."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from firstlight.apps.people import second_factor, sign_in
from firstlight.apps.people.actions.record_credential_change import record_credential_change
from firstlight.apps.people.actions.record_failed_sign_in import record_failed_sign_in
from firstlight.apps.people.actions.record_lock_out import record_lock_out
from firstlight.apps.people.actions.record_sign_in import record_sign_in
from firstlight.apps.people.models import Staff

UNSPOKEN = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})


class StaffAccountAdapter(DefaultAccountAdapter):
    """The library calls these at each step of a sign-in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Staff) -> None:
        super().login(request, user)
        record_sign_in(sign_in.LOG, staff_id=user.pk, how=_how(request), address=address_of(request))

    def logout(self, request: HttpRequest) -> None:
        sign_in.end(request, "signed out")

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


def _how(request: HttpRequest) -> str:
    records = get_authentication_records(request, request.user)
    return " and ".join(dict.fromkeys(_word(record) for record in records)) or "password"


def _word(record: dict[str, Any]) -> str:
    if record.get("passwordless"):
        return "passkey"
    return "second factor" if record.get("method") == "mfa" else "password"
