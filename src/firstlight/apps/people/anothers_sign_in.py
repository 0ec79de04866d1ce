"""What a manager may do to how another person signs in. Whoever makes somebody's link and takes away their second factor
can sign in as them, so it takes every clinic they work in, and two managers for both; and the person is told."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.audit import queries as audit
from firstlight.apps.people.models import Staff
from firstlight.apps.people.permissions import clinics_where
from firstlight.apps.people.queries.staff import clinics_worked_in
from firstlight.apps.refusals import Forbidden

LABEL = "people.Staff"
LINK, RESET, AMENDED, BEGAN = "staff.joining_link.issued", "staff.second_factor.reset", "staff.amended", "sign_in.began"
BROUGHT_IN = frozenset({"staff.joined", "staff.role.given", LINK})
FRESH = timedelta(hours=72)  # as long as a link works
NEW_TO_EACH_OTHER = timedelta(days=30)
TOLD_FOR = timedelta(days=7)  # at each sign-in: the first of them may have been the wrong person's
SAYS = {
    LINK: "made a link with which your password can be chosen anew",
    RESET: "reset your second factor",
    AMENDED: "changed the address you sign in with",
}


@dataclass(frozen=True, slots=True)
class Done:
    """Somebody did something to how this person signs in; `says` completes "Grace Mbeki ..."."""

    by: str
    says: str
    at: datetime


def check_manages_everywhere(actor: Actor, staff: Staff, permission: str) -> None:
    """Raises Forbidden unless the actor manages every clinic in which this person works or will."""
    if actor.is_system:
        return
    managed = clinics_where(actor, permission)
    elsewhere = sorted(name for pk, name in clinics_worked_in(staff.pk).items() if pk not in managed)
    if elsewhere:
        raise Forbidden(
            f"{staff} also works in {', '.join(elsewhere)}, where this would hold too. It takes a manager "
            "of all their clinics: ask one, or have a manager there give you the role for the day."
        )


def check_second_manager(actor: Actor, staff: Staff, other: str) -> None:
    """Raises Forbidden where the same manager did the `other` half (LINK or RESET) of what makes a sign-in one's own."""
    halves = [] if actor.is_system else _standing(staff.pk, other)
    for half in halves:
        if half.actor_id == actor.staff_id:
            raise Forbidden(f"You {_half(half)}. One manager does not do both: ask another manager.")
        if half.actor_id is not None and _are_new_to_each_other(half.actor_id, actor.staff_id or 0):
            raise Forbidden(
                f"{half.actor_name} {_half(half)}, and one of you two brought the other in less than a month ago. "
                "Ask a manager who has been here longer."
            )


def done_to(staff_id: int) -> list[Done]:
    """What others did to how this person signs in, newest first: in the last week, and since they last signed in."""
    last = audit.entries_about(LABEL, staff_id, frozenset({BEGAN})).first()
    since = min(clock.now() - TOLD_FOR, last.at) if last else clock.now() - TOLD_FOR
    found = audit.entries_about(LABEL, staff_id, frozenset(SAYS), since)
    return [Done(one.actor_name, SAYS[one.verb], one.at) for one in found if _touches_sign_in(one)]


def _standing(staff_id: int, verb: str) -> list[audit.AuditEntry]:
    """Acts of this kind that still count: not three days old, or the person has not signed in since."""
    last = audit.entries_about(LABEL, staff_id, frozenset({BEGAN})).first()
    fresh = clock.now() - FRESH
    return list(audit.entries_about(LABEL, staff_id, frozenset({verb}), min(fresh, last.at) if last else None))


def _are_new_to_each_other(one: int, other: int) -> bool:
    """Whether either gave the other their place here lately: a second manager made for the purpose is none."""
    since = clock.now() - NEW_TO_EACH_OTHER
    pairs = ((one, other), (other, one))
    return any(
        audit.entries_about(LABEL, subject, BROUGHT_IN, since).filter(actor_id=by).exists() for by, subject in pairs
    )


def _half(entry: audit.AuditEntry) -> str:
    what = "made them a link for a new password" if entry.verb == LINK else "reset their second factor"
    return f"{what} on {timezone.localtime(entry.at):%d-%b-%Y at %H:%M}"


def _touches_sign_in(entry: audit.AuditEntry) -> bool:
    return entry.verb != AMENDED or bool(json.loads(entry.detail).get("address_before"))
