"""Record something that a person must not be given."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.people.models import Allergy, Patient
from firstlight.apps.people.queries import clinic, patient_for
from firstlight.apps.refusals import Invalid


@action(verb="patient.allergy.added", permission="patient.amend")
def add_allergy(act: Act, *, patient_id: int, clinic_id: int, substance: str, reaction: str, severe: bool) -> int:
    """Takes "no known allergies" away. Raises Invalid without a substance."""
    act.allow(clinic_id)
    person = Patient.objects.select_for_update(no_key=True).get(
        pk=patient_for(act.actor, clinic(clinic_id), patient_id).pk
    )
    if not substance.strip():
        raise Invalid("Name the substance, for example penicillin.", "substance")
    allergy = Allergy.objects.create(
        patient=person,
        substance=substance.strip(),
        reaction=reaction.strip() or "reaction not known",
        severe=severe,
        recorded_at=clock.now(),
        recorded_by_id=act.actor.staff_id,
    )
    if person.no_known_allergies:
        person.no_known_allergies = False
        person.save()
    act.record(subject=allergy, patient_id=person.pk, clinic_id=clinic_id, substance=allergy.substance, severe=severe)
    act.changed(clinic_id)
    return allergy.pk
