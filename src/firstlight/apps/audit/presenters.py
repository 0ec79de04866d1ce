"""The audit log page: one page of the log in words, with the people it names."""

from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.audit.words import Line, told, verb_in_words
from firstlight.apps.people.queries import patient_banners


@dataclass(frozen=True, slots=True)
class Row:
    """`whose` is the surname of the patient; "" where the entry names none."""

    line: Line
    whose: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the chain was last walked, and what was found."""

    entries: int
    verified_to: int
    verified_at: datetime | None
    fault: str


def rows(entries: list[AuditEntry]) -> list[Row]:
    """Surnames only: the log is no way round a restricted record."""
    lines = told(entries)
    banners = patient_banners(line.patient_id for line in lines if line.patient_id)
    return [Row(line, banners[line.patient_id].surname.upper() if line.patient_id in banners else "") for line in lines]


def kinds(verbs: set[str]) -> list[tuple[str, str]]:
    """What the log can be narrowed to: whole areas first ("everything about patients"), then single verbs."""
    areas = sorted({verb.partition(".")[0] for verb in verbs})
    named = [(area, f"Everything about {area.replace('_', ' ')}") for area in areas]
    return named + sorted(((verb, verb_in_words(verb)) for verb in verbs), key=lambda kind: kind[1])
