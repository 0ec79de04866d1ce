"""A consent, or a withdrawal, should not have been made: it is marked, with the reason, and stays to be read. Made on the
wrong person's record it is shown on both, and stands for neither; what stood before it stands again."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion.actions.writing.versions import touch_ahead
from firstlight.apps.pathway import policies
from firstlight.apps.pathway.models import ConsentError
from firstlight.apps.people import queries as people


@action(verb="consent.marked_in_error", permission="session.correct")
def mark_consent_in_error(act: Act, *, consent_id: int, reason: str, belongs_to_id: int | None = None) -> int:
    """The id of the mark. `belongs_to_id` is the person it was meant for. Raises Conflict where it is marked already."""
    consent = policies.held_consent(consent_id)
    act.allow(consent.clinic_id)
    policies.check_markable(consent, reason)
    rows = people.rows_of(consent.patient_id)
    if belongs_to_id is not None:
        owner = people.patient_for(act.actor, people.clinic(consent.clinic_id), belongs_to_id)
        policies.check_another_person(consent, owner.pk)
        rows += people.rows_of(owner.pk)
    mark = ConsentError.objects.create(
        consent=consent, reason=reason.strip(), at=clock.now(), by_id=act.actor.staff_id, belongs_to_id=belongs_to_id
    )
    touch_ahead(patient_ids=rows, clinic_id=consent.clinic_id)
    act.record(
        subject=mark,
        patient_id=consent.patient_id,
        clinic_id=consent.clinic_id,
        consent_id=consent.pk,
        reason=mark.reason,
        belongs_to=belongs_to_id,
    )
    act.changed(consent.clinic_id)
    return mark.pk
