"""How anything is written. One action is one thing a person does: permission, state policy, one locked transaction,
the write, the audit entry and, after commit, the news. Screens, jobs and the command line all come through here."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.db import OperationalError, models, transaction

from firstlight.apps import doorbell
from firstlight.apps.actor import Actor
from firstlight.apps.audit import chain, request_keys
from firstlight.apps.people.permissions import check_may

P = ParamSpec("P")
DEADLOCK = "40P01"
"""PostgreSQL's word for two transactions that each held what the other wanted: it undid ours whole, so we do it again."""


@dataclass(frozen=True, slots=True)
class ActionName:
    """What the audit log calls it and what a person must hold to do it."""

    verb: str
    permission: str


REGISTRY: dict[str, ActionName] = {}


@dataclass(slots=True)
class Act:
    """One action under way. `allow` and `record` must each be called, or nothing is committed."""

    actor: Actor
    name: ActionName
    allowed: bool = False
    entry: chain.Draft | None = None
    clinics_changed: set[int] = field(default_factory=set)

    def allow(self, clinic_id: int | None) -> None:
        """Raise Forbidden unless the actor holds the action's permission in that clinic (None: in any)."""
        check_may(self.actor, self.name.permission, clinic_id)
        self.allowed = True

    def record(
        self,
        *,
        subject: models.Model | None,
        patient_id: int | None = None,
        clinic_id: int | None = None,
        **detail: Any,
    ) -> None:
        """Say what the audit log will hold. `detail` must be JSON-able; it is hashed with the rest."""
        if self.entry is not None:
            raise RuntimeError(f"{self.name.verb}: one action makes one audit entry")
        self.entry = chain.Draft.of(self.actor, self.name.verb, subject, patient_id, clinic_id, detail)

    def changed(self, clinic_id: int) -> None:
        """Screens of this clinic will look again once this is committed."""
        self.clinics_changed.add(clinic_id)


def action(*, verb: str, permission: str) -> Callable[[Callable[Concatenate[Act, P], int]], Callable[..., int]]:
    """Make a write into an action. The result is called with the actor first, and takes `key`, the form's request key.
    (No type can say "these and `key`": PEP 612 has no place for a keyword of one's own.)

    Raises the function's own Refusals, Forbidden, and KeyReused. Source: rule 2 of the architecture.
    """
    name = ActionName(verb, permission)

    def wrap(write: Callable[Concatenate[Act, P], int]) -> Callable[..., int]:
        REGISTRY[f"{write.__module__}.{write.__name__}"] = name

        @wraps(write)
        def run(actor: Actor, *, key: str | None = None, **inputs: Any) -> int:
            try:
                return _whole(actor, name, write, key, inputs)
            except OperationalError as fault:
                if getattr(fault.__cause__, "sqlstate", "") != DEADLOCK:
                    raise
                return _whole(actor, name, write, key, inputs)

        return run

    return wrap


def _whole(actor: Actor, name: ActionName, write: Callable[..., int], key: str | None, inputs: dict[str, Any]) -> int:
    with transaction.atomic(durable=True):
        return _once(Act(actor, name), write, key, inputs)


def _once(act: Act, write: Callable[..., int], key: str | None, inputs: dict[str, Any]) -> int:
    """Do it, unless this very request was done already: a second press of the same button gets the first answer."""
    digest = _digest(inputs)
    if key and (earlier := request_keys.earlier_result(key, act.actor, act.name.verb, digest)) is not None:
        return earlier
    result = write(act, **inputs)
    if not act.allowed or act.entry is None:
        raise RuntimeError(f"{act.name.verb}: an action must ask allow() and record() once")
    if key:
        request_keys.remember(key, act.actor, act.name.verb, digest, result)
    chain.append(act.entry)
    if act.clinics_changed:
        doorbell.ring_after_commit(doorbell.CHANGES)
    return result


def _digest(inputs: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(inputs, default=repr, sort_keys=True).encode()).hexdigest()
