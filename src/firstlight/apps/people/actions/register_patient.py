"""Register a person: once only, after looking for them among everybody known."""

from dataclasses import asdict

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.details import PatientDetails
from firstlight.apps.people.identities import hold_identities
from firstlight.apps.people.models import CareAt, Patient
from firstlight.apps.people.queries import clinic


@action(verb="patient.registered", permission="patient.register")
def register_patient(
    act: Act, *, clinic_id: int, details: PatientDetails, different_person: bool = False, team_id: int | None = None
) -> int:
    """Register and take into the care of the clinic. Raises Invalid, and MayBeKnown until told `different_person`."""
    act.allow(clinic_id)
    hold_identities()
    policies.check_birth_date(details.birth_date)
    number = policies.checked_number(details, invented=clinic(clinic_id).trust.synthetic)
    policies.check_not_known(details, number, different_person=different_person)
    person = Patient.objects.create(**asdict(details) | {"nhs_number": number})
    CareAt.objects.create(patient=person, clinic_id=clinic_id, team_id=team_id, since=clock.now(), reason="registered")
    act.record(subject=person, patient_id=person.pk, clinic_id=clinic_id, different_person=different_person)
    return person.pk
