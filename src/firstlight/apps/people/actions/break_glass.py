"""Open a record that one has no right to open: with a reason, for an hour, and for a manager to read about."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.models import BreakGlass
from firstlight.apps.people.queries import survivor
from firstlight.apps.people.queries.record import OPENED_FOR
from firstlight.apps.refusals import Forbidden


@action(verb="patient.break_glass", permission="patient.breakglass")
def break_glass(act: Act, *, patient_id: int, clinic_id: int, reason: str) -> int:
    """`clinic_id` is the clinic being worked in. The opening stands on the managers' review list until it is reviewed."""
    act.allow(clinic_id)
    if act.actor.staff_id is None:
        raise Forbidden("A record is opened with a reason by a person, under their own name.")
    why = policies.check_reason(reason)
    person, now = survivor(patient_id), clock.now()
    opening = BreakGlass.objects.create(
        staff_id=act.actor.staff_id,
        patient=person,
        clinic_id=clinic_id,
        reason=why,
        at=now,
        ends_at=now + OPENED_FOR,
    )
    act.record(subject=opening, patient_id=person.pk, clinic_id=clinic_id, reason=why)
    act.changed(clinic_id)
    return opening.pk
