"""The chain: each entry's hash covers the entry and the hash before it. `append` is called by the action framework
alone, inside its transaction and last, so that the head is locked for as short a time as can be."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.audit.models import AuditEntry, AuditHead

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has a place in the chain."""

    actor_id: int | None
    actor_name: str
    verb: str
    subject_type: str
    subject_id: int | None
    patient_id: int | None
    clinic_id: int | None
    detail: str

    @classmethod
    def of(
        cls,
        actor: Actor,
        verb: str,
        subject: models.Model | None,
        patient_id: int | None,
        clinic_id: int | None,
        detail: dict[str, Any],
    ) -> "Draft":
        kind = subject._meta.label if subject is not None else ""
        text = json.dumps(detail, sort_keys=True, ensure_ascii=False, default=str)
        return cls(actor.staff_id, actor.name, verb, kind, subject.pk if subject else None, patient_id, clinic_id, text)


def append(draft: Draft) -> AuditEntry:
    """Add one entry at the end of the chain. Must run inside a transaction."""
    head = AuditHead.objects.select_for_update(no_key=True).get(pk=1)
    entry = AuditEntry(
        id=head.sequence + 1,
        at=clock.now(),
        previous=head.hash,
        **{name: getattr(draft, name) for name in Draft.__slots__},
    )
    entry.hash = digest(entry)
    entry.save(force_insert=True)
    AuditHead.objects.filter(pk=1).update(sequence=entry.id, hash=entry.hash)
    return entry


def digest(entry: AuditEntry) -> str:
    """SHA-256 in hex over the entry's columns and the hash before it."""
    covered = [
        entry.id,
        _instant(entry.at),
        entry.actor_id,
        entry.actor_name,
        entry.verb,
        entry.subject_type,
        entry.subject_id,
        entry.patient_id,
        entry.clinic_id,
        entry.detail,
        entry.previous,
    ]
    return hashlib.sha256(json.dumps(covered, ensure_ascii=False).encode()).hexdigest()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
