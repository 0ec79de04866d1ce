"""Restrict a record, so that it opens only with a reason, or lift the restriction."""

from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.models import Patient
from firstlight.apps.people.queries import clinic, patient_for


@action(verb="patient.restricted", permission="patient.amend")
def restrict_patient(act: Act, *, patient_id: int, clinic_id: int, restricted: bool, reason: str) -> int:
    """Raises NeedsReason for whoever has not opened a restricted record first."""
    act.allow(clinic_id)
    why = policies.check_reason(reason)
    person = Patient.objects.select_for_update(no_key=True).get(
        pk=patient_for(act.actor, clinic(clinic_id), patient_id).pk
    )
    person.restricted = restricted
    person.version += 1
    person.save()
    act.record(subject=person, patient_id=person.pk, clinic_id=clinic_id, restricted=restricted, reason=why)
    act.changed(clinic_id)
    return person.pk
