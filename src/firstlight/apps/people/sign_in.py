"""A member of staff's time at a screen, from signing in to signing out. It ends by itself after a time without anybody
acting; what the browser asks on its own, in the background or as an open stream, never makes it last longer."""

from collections.abc import MutableMapping
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.people.actions.record_sign_out import record_sign_out
from firstlight.apps.people.models import Clinic, Staff

Kept = MutableMapping[str, Any]
"""What the server keeps of one sign-in."""

BEGAN, ACTED, CLINIC, WAS = "began_at", "acted_at", "clinic", "was_signed_in"
WRITTEN_EVERY = 15  # seconds: a sign-in's last act is kept this coarsely, so that not every page writes to the database
LOG = Actor.system("sign-in")


def began_at(kept: Kept) -> datetime:
    """When this sign-in began."""
    return datetime.fromtimestamp(kept.get(BEGAN, _now()), UTC)


def note_act(kept: Kept, *, at_once: bool = False) -> None:
    """The person did something: the idle time begins anew."""
    now = _now()
    kept.setdefault(BEGAN, now)
    if at_once or now - kept.get(ACTED, 0) >= WRITTEN_EVERY:
        kept[ACTED] = now


def seconds_left(kept: Kept) -> int:
    """How long this sign-in lasts if nobody acts; 0 when it is over. One not yet seen has all of its time."""
    idle = _now() - kept.get(ACTED, _now())
    return max(0, int(settings.SIGN_IN_IDLE_SECONDS - idle))


def why_over(kept: Kept, staff: Staff) -> str:
    """Why this sign-in no longer holds, "" while it does."""
    if seconds_left(kept) == 0:
        return "nobody acted for too long"
    return "the second factor was reset" if is_older_than(kept, staff.second_factor_reset_at) else ""


def clinic_of(kept: Kept, clinics: list[Clinic]) -> Clinic | None:
    """The clinic being worked in: the one chosen, or the only one there is. None while a choice is to be made."""
    chosen = [clinic for clinic in clinics if clinic.pk == kept.get(CLINIC)] or clinics
    return chosen[0] if len(chosen) == 1 else None


def choose(kept: Kept, clinic: Clinic) -> None:
    """Work in this clinic from now on."""
    kept[CLINIC] = clinic.pk


def is_older_than(kept: Kept, moment: datetime | None) -> bool:
    """Whether it began before `moment`, at which every earlier sign-in of the person ended."""
    return moment is not None and kept.get(BEGAN, _now()) < moment.timestamp()


def is_alive(session_key: str | None) -> bool:
    """Whether the sign-in kept under this key still holds. For open streams: asking never extends it."""
    if not session_key:
        return False
    kept = import_module(settings.SESSION_ENGINE).SessionStore(session_key).load()
    staff = Staff.objects.filter(pk=kept.get(SESSION_KEY), is_active=True).first() if kept.get(SESSION_KEY) else None
    return staff is not None and not why_over(kept, staff)


def end(request: HttpRequest, how: str) -> None:
    """Sign the person out: `how` is what the audit log will say. Whose it was is kept for a form that comes too late."""
    staff_id = request.user.pk if request.user.is_authenticated else None
    if staff_id is not None:
        record_sign_out(LOG, staff_id=staff_id, how=how)
    logout(request)
    if staff_id is not None:
        request.session[WAS] = staff_id


def _now() -> float:
    return clock.now().timestamp()
