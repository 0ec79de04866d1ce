"""Record a person's number in the trust's own system. It names one person only."""

from firstlight.apps.action import Act, action
from firstlight.apps.people.identities import hold_identities
from firstlight.apps.people.models import LocalIdentifier
from firstlight.apps.people.queries import clinic, patient_for
from firstlight.apps.refusals import Invalid


@action(verb="patient.identifier.added", permission="patient.amend")
def add_local_identifier(act: Act, *, patient_id: int, clinic_id: int, value: str) -> int:
    """In the trust of the clinic. Raises Invalid for an empty one, and for one that names somebody already."""
    act.allow(clinic_id)
    hold_identities()
    place = clinic(clinic_id)
    person = patient_for(act.actor, place, patient_id)
    typed = value.strip()
    if not typed:
        raise Invalid("Enter the number as it stands on the trust's label.", "value")
    if LocalIdentifier.objects.filter(trust=place.trust, value__iexact=typed).exists():
        raise Invalid("This number names a person already. Search for it: the two may be one person.", "value")
    identifier = LocalIdentifier.objects.create(patient=person, trust=place.trust, value=typed)
    act.record(subject=identifier, patient_id=person.pk, clinic_id=clinic_id, value=typed)
    return identifier.pk
