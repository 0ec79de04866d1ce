"""Somebody opens a record. The read log is written before the page is shown: one entry a page, none for its parts."""

from firstlight.apps.action import Act, action
from firstlight.apps.people.queries import clinic, opened_with_reason, patient_for


@action(verb="patient.opened", permission="patient.open")
def open_record(act: Act, *, patient_id: int, clinic_id: int, page: str = "record") -> int:
    """Returns the id of the row that stands for the person. Raises NotThere, and NeedsReason where a reason opens it."""
    act.allow(clinic_id)
    person = patient_for(act.actor, clinic(clinic_id), patient_id)
    with_reason = bool(opened_with_reason(act.actor, [person.pk]))
    act.record(subject=person, patient_id=person.pk, clinic_id=clinic_id, page=page, with_reason=with_reason)
    return person.pk
