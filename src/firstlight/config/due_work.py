"""The work that comes round by the clock, by the names under which the audit app keeps when each is due."""

from collections.abc import Callable

from django.contrib.sessions.backends.db import SessionStore

from firstlight.apps.actor import Actor
from firstlight.apps.audit import heads, queries, verification
from firstlight.apps.audit.actions.clear_finished_tasks import clear_finished_tasks
from firstlight.apps.audit.actions.clear_old_keys import clear_old_keys
from firstlight.apps.audit.actions.copy_head import copy_head
from firstlight.apps.audit.actions.note_verification import note_verification

JOBS = Actor.system("jobs")


def copy_audit_head() -> None:
    copy_head(JOBS)


def verify_audit_chain() -> None:
    """From where the last walk ended, every quarter of an hour: it takes no longer as the log grows."""
    note_verification(JOBS, verdict=verification.verify(heads.read, after=queries.head().verified_to))


def verify_audit_chain_whole() -> None:
    """From the first entry, once a day: finds what was altered behind an earlier walk."""
    note_verification(JOBS, verdict=verification.verify(heads.read))


def clear_expired_sign_ins() -> None:
    SessionStore.clear_expired()


DUE_WORK: dict[str, Callable[[], object]] = {
    "copy_audit_head": copy_audit_head,
    "verify_audit_chain": verify_audit_chain,
    "verify_audit_chain_whole": verify_audit_chain_whole,
    "clear_expired_sign_ins": clear_expired_sign_ins,
    "clear_old_keys": clear_old_keys,
    "clear_finished_tasks": clear_finished_tasks,
}
