"""Somebody is no longer the person to call, or never was. The entry stays, with the reason."""

from firstlight.apps.action import Act, action
from firstlight.apps.people.actions.writing.endings import checked_owner, end_entry, held_entry
from firstlight.apps.people.models import NextOfKin
from firstlight.apps.people.queries import clinic, patient_for


@action(verb="patient.next_of_kin.ended", permission="patient.amend")
def end_next_of_kin(
    act: Act, *, kin_id: int, clinic_id: int, reason: str, in_error: bool = False, belongs_to_id: int | None = None
) -> int:
    """`belongs_to_id` is the person whose next of kin it was. Raises Invalid, and IllegalMove where it was ended."""
    act.allow(clinic_id)
    kin, place = held_entry(NextOfKin, kin_id), clinic(clinic_id)
    patient_for(act.actor, place, kin.patient_id)
    owner = checked_owner(act, place, kin.patient_id, belongs_to_id) if in_error else None
    end_entry(act, kin, reason, in_error=in_error, belongs_to_id=owner)
    act.record(
        subject=kin,
        patient_id=kin.patient_id,
        clinic_id=clinic_id,
        relationship=kin.relationship,
        reason=kin.ended_reason,
        in_error=in_error,
        belongs_to=owner,
    )
    return kin.pk
