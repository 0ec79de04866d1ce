"""One clinic hands a person's care to another. What was recorded stays readable to both."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.models import CareAt
from firstlight.apps.people.queries import clinic, hold_person, patient_for, rows_of
from firstlight.apps.refusals import IllegalMove, Invalid


@action(verb="patient.transferred", permission="patient.transfer")
def transfer_patient(act: Act, *, patient_id: int, clinic_id: int, to_clinic_id: int, reason: str) -> int:
    """Ends the care of `clinic_id` and begins that of `to_clinic_id`. Raises IllegalMove while a session is under way."""
    act.allow(clinic_id)
    why = policies.check_reason(reason)
    here, there = clinic(clinic_id), clinic(to_clinic_id)
    if here == there:
        raise Invalid("This is the clinic that looks after the person now. Choose another.", "to_clinic_id")
    person = hold_person(patient_for(act.actor, here, patient_id).pk)
    rows = rows_of(person.pk)
    policies.check_no_live_session(rows, "transferred")
    policies.check_nothing_booked(rows, here.pk)
    now = clock.now()
    if not CareAt.objects.filter(patient_id__in=rows, clinic=here, until=None).update(until=now, reason=why):
        raise IllegalMove(f"{here} does not look after this person now, so it has no care to hand over.")
    if not CareAt.objects.filter(patient_id__in=rows, clinic=there, until=None).exists():
        CareAt.objects.create(patient=person, clinic=there, since=now, reason=f"transferred from {here}")
    act.record(subject=person, patient_id=person.pk, clinic_id=clinic_id, to_clinic=there.pk, to=there.name, reason=why)
    act.changed(clinic_id)
    act.changed(there.pk)
    return person.pk
