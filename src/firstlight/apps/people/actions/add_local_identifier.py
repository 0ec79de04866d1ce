"""Record a person's number in the trust's own system. It names one person only."""

from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.identities import hold_identities
from firstlight.apps.people.models import LocalIdentifier
from firstlight.apps.people.queries import clinic, patient_for


@action(verb="patient.identifier.added", permission="patient.amend")
def add_local_identifier(act: Act, *, patient_id: int, clinic_id: int, value: str) -> int:
    """In the trust of the clinic. Raises Invalid for an empty one, and for one that names somebody already."""
    act.allow(clinic_id)
    hold_identities()
    place = clinic(clinic_id)
    person = patient_for(act.actor, place, patient_id)
    typed = policies.checked_local_number(value, place.trust_id, person.pk)
    identifier = LocalIdentifier.objects.create(patient=person, trust=place.trust, value=typed)
    act.record(subject=identifier, patient_id=person.pk, clinic_id=clinic_id, value=typed)
    return identifier.pk
