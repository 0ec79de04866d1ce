"""Ending an entry on a person's record: it stays, with who ended it, when and why."""

from typing import TypeVar

from firstlight.apps import clock
from firstlight.apps.action import Act
from firstlight.apps.people import policies
from firstlight.apps.people.models import Clinic, KeptEntry
from firstlight.apps.people.queries import patient_for, rows_of
from firstlight.apps.refusals import Invalid, NotThere

Entry = TypeVar("Entry", bound=KeptEntry)


def held_entry(kind: type[Entry], entry_id: int) -> Entry:
    """The entry, locked. Raises NotThere."""
    found: Entry | None = kind._default_manager.select_for_update(no_key=True).filter(pk=entry_id).first()
    if found is None:
        raise NotThere("There is no such entry. Open the record again.")
    return found


def end_entry(act: Act, entry: KeptEntry, reason: str, *, in_error: bool, belongs_to_id: int | None = None) -> None:
    """Raises Invalid without a reason, IllegalMove where it was ended already."""
    policies.check_stands(entry)
    entry.ended_at, entry.ended_by_id = clock.now(), act.actor.staff_id
    entry.ended_reason = policies.check_reason(reason)
    entry.entered_in_error, entry.belongs_to_id = in_error, belongs_to_id
    entry.save()


def checked_owner(act: Act, place: Clinic, patient_id: int, belongs_to_id: int | None) -> int | None:
    """Whose an entry was that was made on `patient_id`. Raises Invalid for the same person, and as patient_for does."""
    if belongs_to_id is None:
        return None
    owner = patient_for(act.actor, place, belongs_to_id)
    if owner.pk in rows_of(patient_id):
        raise Invalid("That is this same person. Leave it empty, or give the number of the person it was.", "whose")
    return owner.pk
