"""A prescription should not have been made: it is marked, with the reason, and stays to be read. Made on the wrong person's
session it is shown on both; neither goes by it."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import queries as infusion
from firstlight.apps.infusion.actions.writing.versions import touch
from firstlight.apps.medicines import policies
from firstlight.apps.medicines.models import PrescriptionError
from firstlight.apps.medicines.queries import prescription_for, session_of
from firstlight.apps.people.permissions import check_may


@action(verb="prescription.marked_in_error", permission="session.correct")
def mark_prescription_in_error(act: Act, *, prescription_id: int, reason: str, belongs_to_id: int | None = None) -> int:
    """The id of the mark. `belongs_to_id` is the session it was meant for.

    Raises IllegalMove once the drug has begun, Conflict where it does not stand.
    """
    session_id = session_of(prescription_id)
    for held in sorted({session_id, belongs_to_id or session_id}):
        touch(held)  # and so holds both rows: nobody starts on it meanwhile
    session = infusion.session_row(session_id)
    act.allow(session.clinic_id)
    policies.check_not_begun(session)
    policies.check_may_be_marked(prescription_for(session_id), prescription_id, reason)
    if belongs_to_id is not None:
        policies.check_another_session(session_id, belongs_to_id)
        other = infusion.session_row(belongs_to_id)
        check_may(act.actor, act.name.permission, other.clinic_id)
        act.changed(other.clinic_id)
    mark = PrescriptionError.objects.create(
        prescription_id=prescription_id,
        reason=reason.strip(),
        at=clock.now(),
        by_id=act.actor.staff_id,
        belongs_to_id=belongs_to_id,
    )
    act.record(
        subject=mark,
        patient_id=session.patient_id,
        clinic_id=session.clinic_id,
        session_id=session_id,
        prescription_id=prescription_id,
        reason=mark.reason,
        belongs_to=belongs_to_id,
    )
    act.changed(session.clinic_id)
    return mark.pk
