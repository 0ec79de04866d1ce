"""Entries on a record as its page shows them: those that stand, those that were ended with who did it and why, and those that
were made on another person's record and belong here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.people.models import Allergy, KeptEntry, LocalIdentifier, NextOfKin


@dataclass(frozen=True, slots=True)
class Ending:
    """`how` is "Entered in error" or "Ended". `whose` is the id of the person it belongs to, where made on the wrong record."""

    how: str
    reason: str
    by: str
    at: datetime
    whose: int | None


@dataclass(frozen=True, slots=True)
class KeptLine:
    """`what` is set bold before `more`. `ending` is None while it stands."""

    id: int
    what: str
    more: str
    severe: bool
    by: str
    at: datetime | None
    ending: Ending | None


@dataclass(frozen=True, slots=True)
class ElsewhereLine:
    """An entry of another record that belongs to this one. `stands_on` is the id of that record."""

    says: str
    ending: Ending
    stands_on: int


KINDS = {Allergy: "allergy", NextOfKin: "next of kin", LocalIdentifier: "number"}


def kept_lines(entries: Iterable[KeptEntry]) -> list[KeptLine]:
    """In the order given."""
    return [_line(entry) for entry in entries]


def elsewhere_lines(entries: Iterable[Allergy | NextOfKin | LocalIdentifier]) -> list[ElsewhereLine]:
    """In the order given; all of them were ended, as they were marked."""
    return [
        ElsewhereLine(f"{KINDS[type(entry)]} {', '.join(_words(entry))}", ending, entry.patient_id)
        for entry in entries
        if (ending := _ending(entry))
    ]


def _line(entry: KeptEntry) -> KeptLine:
    what, more = _words(entry)
    if isinstance(entry, Allergy):
        by, at = _name(entry.recorded_by), entry.recorded_at
        return KeptLine(entry.pk, what, more, entry.severe, by, at, _ending(entry))
    return KeptLine(entry.pk, what, more, severe=False, by="", at=None, ending=_ending(entry))


def _words(entry: KeptEntry) -> tuple[str, str]:
    match entry:
        case Allergy():
            return entry.substance, entry.reaction
        case NextOfKin():
            return entry.name, f"{entry.relationship}, {entry.phone}"
        case LocalIdentifier():
            return entry.value, str(entry.trust)
    raise TypeError(f"{type(entry).__name__} has no words")


def _ending(entry: KeptEntry) -> Ending | None:
    if entry.ended_at is None:
        return None
    how = "Entered in error" if entry.entered_in_error else "Ended"
    return Ending(how, entry.ended_reason, _name(entry.ended_by), entry.ended_at, entry.belongs_to_id)


def _name(person: object) -> str:
    return str(person or "Firstlight")
