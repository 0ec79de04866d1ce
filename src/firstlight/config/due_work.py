"""The work that comes round by the clock, by the names under which the audit app keeps when each is due."""

from collections.abc import Callable

from django.contrib.sessions.backends.db import SessionStore

from firstlight.apps.actor import Actor
from firstlight.apps.audit import heads, verification
from firstlight.apps.audit.actions.copy_head import copy_head
from firstlight.apps.audit.actions.note_verification import note_verification

JOBS = Actor.system("jobs")


def copy_audit_head() -> None:
    copy_head(JOBS)


def verify_audit_chain() -> None:
    note_verification(JOBS, verdict=verification.verify(heads.read()))


def clear_expired_sign_ins() -> None:
    SessionStore.clear_expired()


DUE_WORK: dict[str, Callable[[], None]] = {
    "copy_audit_head": copy_audit_head,
    "verify_audit_chain": verify_audit_chain,
    "clear_expired_sign_ins": clear_expired_sign_ins,
}
