"""Besides the password: a code from an authenticator app, or a passkey. A production service asks it of everybody; who
has none yet is led to add one and can open nothing else before."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

ADDED_HERE = "second_factor_added_here"
ADDING = frozenset({"mfa/email/totp_activated", "mfa/email/webauthn_added"})


def is_missing(request: HttpRequest) -> bool:
    """Whether this sign-in still lacks the second factor that the service asks for."""
    return settings.SECOND_FACTOR_REQUIRED and not _given(request)


def note_added(request: HttpRequest) -> None:
    """One was added during this very sign-in, which need not be begun again. Other open ones must."""
    request.session[ADDED_HERE] = True


def _given(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(request.session.get(ADDED_HERE)) or any(record.get("method") == "mfa" for record in records)
