"""Who may come through which door. A page of ours names its right in its own file; the sign-in library's pages are
listed here, and every other page of it stays shut. What is in neither list is shut too."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

OPEN = {
    "account_login": "nobody has signed in yet",
    "account_logout": "leaving half-way through a sign-in",
    "account_inactive": "tells a leaver why they cannot sign in",
    "account_reset_password_from_key": "a joiner's link, or that of somebody who forgot the password",
    "account_reset_password_from_key_done": "the password was set, and can now be used",
    "mfa_authenticate": "the second factor, before the sign-in begins",
    "mfa_login_webauthn": "signing in with a passkey",
}
OWN = {
    "account_reauthenticate": "the password again, before changing how one signs in",
    "mfa_index": "one's own second factors",
    "mfa_reauthenticate": "the second factor again, before changing how one signs in",
    "mfa_activate_totp": "adding an authenticator app",
    "mfa_deactivate_totp": "taking away an authenticator app",
    "mfa_list_webauthn": "one's own passkeys",
    "mfa_add_webauthn": "adding a passkey",
    "mfa_edit_webauthn": "naming a passkey",
    "mfa_reauthenticate_webauthn": "the passkey again, before changing how one signs in",
    "mfa_view_recovery_codes": "one's own recovery codes",
    "mfa_generate_recovery_codes": "new recovery codes",
    "mfa_download_recovery_codes": "keeping one's recovery codes",
}
LIBRARY = "allauth."


@dataclass(frozen=True, slots=True)
class Door:
    """`kind` is "open", "own" (anybody signed in), "right" (who holds `permission`) or "shut"."""

    kind: str
    permission: str = ""


def door_of(view: Any, name: str | None) -> Door:
    """What a view asks of whoever opens it. `name` is that of its address."""
    if view.__module__.startswith(LIBRARY):
        own = name in OWN and not settings.DEMO  # invented people have neither password nor second factor
        return Door("open" if name in OPEN else "own" if own else "shut")
    if getattr(view, "public", None):
        return Door("open")
    if getattr(view, "signed_in", None):
        return Door("own")
    permission = getattr(view, "permission", None)
    return Door("right", permission) if permission else Door("shut")
