"""A manager has read why a record was opened with a reason, and says what they found."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.queries.record import opening as stored
from firstlight.apps.people.queries.record import openings_to_review
from firstlight.apps.refusals import IllegalMove, NotThere


@action(verb="patient.break_glass.reviewed", permission="breakglass.review")
def review_break_glass(act: Act, *, opening_id: int, clinic_id: int, finding: str) -> int:
    """Raises Forbidden for one's own opening, IllegalMove for one reviewed already."""
    act.allow(clinic_id)
    found = policies.check_reason(finding)
    opening = stored(opening_id)
    policies.check_not_oneself(act.actor, opening.staff, "reviews what they opened")
    if opening.reviewed_at is not None:
        raise IllegalMove(f"{opening.reviewed_by} reviewed this already: {opening.finding}")
    if not openings_to_review([clinic_id]).filter(pk=opening.pk).exists():
        raise NotThere("This opening is not on your clinic's review list.")
    opening.reviewed_at, opening.reviewed_by_id, opening.finding = clock.now(), act.actor.staff_id, found
    opening.save()
    act.record(subject=opening, patient_id=opening.patient_id, clinic_id=clinic_id, finding=found)
    return opening.pk
