"""The audit log in words: who did what, when, and what is worth knowing of it."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from firstlight.apps.audit.models import AuditEntry

WORDS = {
    "patient.opened": "Opened the record",
    "patient.break_glass": "Opened the record with a reason",
    "patient.break_glass.reviewed": "Reviewed an opening with a reason",
    "patient.registered": "Registered the person",
    "patient.amended": "Put the details right",
    "patient.transferred": "Transferred the care",
    "patient.team.changed": "Named the team",
    "patient.next_of_kin.added": "Added a next of kin",
    "patient.next_of_kin.corrected": "Corrected a next of kin",
    "patient.next_of_kin.ended": "Ended a next of kin",
    "patient.identifier.added": "Added a local number",
    "patient.identifier.corrected": "Corrected a local number",
    "patient.identifier.ended": "Ended a local number",
    "patient.allergy.added": "Added an allergy",
    "patient.allergy.corrected": "Marked an allergy as entered in error",
    "patient.restricted": "Changed the restriction of the record",
    "patient.merged": "Merged two records",
    "patient.merge.undone": "Undid a merge",
    "consent.marked_in_error": "Marked a consent as entered in error",
    "prescription.marked_in_error": "Marked a prescription as entered in error",
    "sign_in.began": "Signed in",
    "sign_in.ended": "Signed out",
    "sign_in.failed": "Failed to sign in",
    "sign_in.locked_out": "Locked out after too many tries",
    "sign_in.credential_changed": "Changed how they sign in",
    "staff.second_factor.reset": "Second factor reset",
}
"""Where the verb itself does not read well."""
ISO = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?[+-]\d{2}:\d{2})?")
UNTOLD = frozenset(
    {
        "with_reason",
        "different_person",
        "severe",
        "in_use",
        "restricted",
        "success",
        "to_clinic",
        "belongs_to",
        "in_error",
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """`about` is the detail of the entry in words; `with_reason` marks a record opened by breaking glass."""

    id: int
    at: datetime
    by: str
    says: str
    about: str
    patient_id: int | None
    with_reason: bool


def told(entries: Iterable[AuditEntry]) -> list[Line]:
    """In the order given. Asks the database nothing."""
    return [_line(entry) for entry in entries]


def verb_in_words(verb: str) -> str:
    """ "session.checks.begun" reads "Session checks begun"."""
    return WORDS.get(verb) or verb.replace(".", " ").replace("_", " ").capitalize()


def _line(entry: AuditEntry) -> Line:
    detail: dict[str, Any] = json.loads(entry.detail or "{}")
    return Line(
        id=entry.id,
        at=entry.at,
        by=str(detail.pop("name")) if entry.verb.startswith("sign_in.") else entry.actor_name,
        says=verb_in_words(entry.verb),
        about="; ".join(_part(name, value) for name, value in sorted(detail.items()) if _worth_telling(name, value)),
        patient_id=entry.patient_id,
        with_reason=bool(detail.get("with_reason")),
    )


def _worth_telling(name: str, value: Any) -> bool:
    return value not in ("", None, [], {}) and name not in UNTOLD


def _part(name: str, value: Any) -> str:
    words = ", ".join(str(one) for one in value) if isinstance(value, list) else _readable(str(value))
    return words if name in {"name", "what", "page"} else f"{name.replace('_', ' ')}: {words}"


def _readable(text: str) -> str:
    """A day or a moment as people write it; anything else as it is."""
    if not ISO.fullmatch(text):
        return text
    moment = datetime.fromisoformat(text)
    return f"{timezone.localtime(moment):%d-%b-%Y %H:%M}" if moment.tzinfo else f"{moment:%d-%b-%Y}"
