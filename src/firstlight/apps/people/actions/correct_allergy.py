"""Mark an allergy as entered in error. It stays on the record, struck through, with the reason; made on the wrong person's
record, it is shown on both."""

from firstlight.apps.action import Act, action
from firstlight.apps.people.actions.writing.endings import checked_owner, end_entry, held_entry
from firstlight.apps.people.models import Allergy
from firstlight.apps.people.queries import clinic, patient_for


@action(verb="patient.allergy.corrected", permission="patient.amend")
def correct_allergy(act: Act, *, allergy_id: int, clinic_id: int, reason: str, belongs_to_id: int | None = None) -> int:
    """`belongs_to_id` is the person it was meant for. Raises Invalid without a reason, IllegalMove where it is marked."""
    act.allow(clinic_id)
    allergy, place = held_entry(Allergy, allergy_id), clinic(clinic_id)
    patient_for(act.actor, place, allergy.patient_id)
    owner = checked_owner(act, place, allergy.patient_id, belongs_to_id)
    end_entry(act, allergy, reason, in_error=True, belongs_to_id=owner)
    act.record(
        subject=allergy,
        patient_id=allergy.patient_id,
        clinic_id=clinic_id,
        substance=allergy.substance,
        reason=allergy.ended_reason,
        belongs_to=owner,
    )
    act.changed(clinic_id)
    return allergy.pk
