"""Mark an allergy as entered in error. It stays on the record, struck through, with the reason."""

from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.models import Allergy
from firstlight.apps.people.queries import clinic, patient_for
from firstlight.apps.refusals import IllegalMove, NotThere


@action(verb="patient.allergy.corrected", permission="patient.amend")
def correct_allergy(act: Act, *, allergy_id: int, clinic_id: int, reason: str) -> int:
    """Raises Invalid without a reason, IllegalMove where it is marked already."""
    act.allow(clinic_id)
    allergy = Allergy.objects.select_for_update().filter(pk=allergy_id).first()
    if allergy is None:
        raise NotThere("There is no such allergy. Open the record again.")
    patient_for(act.actor, clinic(clinic_id), allergy.patient_id)
    if allergy.entered_in_error:
        raise IllegalMove(f"This was marked as entered in error already: {allergy.entered_in_error}")
    allergy.entered_in_error = policies.check_reason(reason)
    allergy.save()
    act.record(
        subject=allergy,
        patient_id=allergy.patient_id,
        clinic_id=clinic_id,
        substance=allergy.substance,
        reason=allergy.entered_in_error,
    )
    act.changed(clinic_id)
    return allergy.pk
