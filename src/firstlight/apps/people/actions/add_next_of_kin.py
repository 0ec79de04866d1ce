"""Record whom to call."""

from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.models import NextOfKin
from firstlight.apps.people.queries import clinic, patient_for


@action(verb="patient.next_of_kin.added", permission="patient.amend")
def add_next_of_kin(act: Act, *, patient_id: int, clinic_id: int, name: str, relationship: str, phone: str) -> int:
    """Raises Invalid without a name and a telephone number."""
    act.allow(clinic_id)
    person = patient_for(act.actor, clinic(clinic_id), patient_id)
    policies.check_can_be_called(name, phone)
    kin = NextOfKin.objects.create(patient=person, name=name.strip(), relationship=relationship, phone=phone.strip())
    act.record(subject=kin, patient_id=person.pk, clinic_id=clinic_id, relationship=relationship)
    return kin.pk
