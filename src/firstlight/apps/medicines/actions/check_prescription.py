"""One of the two checks of a prescription: a registered person other than the prescriber looked, and agrees by name."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import queries as infusion
from firstlight.apps.infusion.actions.writing.versions import touch
from firstlight.apps.medicines import permissions, policies
from firstlight.apps.medicines.models import PrescriptionCheck
from firstlight.apps.medicines.queries import session_of


@action(verb="prescription.checked", permission="prescription.check")
def check_prescription(act: Act, *, prescription_id: int) -> int:
    """The id of the check. Raises Invalid for the prescriber, Conflict for a second check by one person or a third."""
    session_id = session_of(prescription_id)
    touch(session_id)  # and so holds the session's row: the prescription cannot be replaced meanwhile
    session = infusion.session_row(session_id)
    act.allow(session.clinic_id)
    checker = permissions.check_checker(act.actor)
    policies.check_not_begun(session)
    policies.check_may_be_checked(prescription_id, session_id, checker)
    check = PrescriptionCheck.objects.create(prescription_id=prescription_id, by_id=checker, at=clock.now())
    act.record(
        subject=check,
        patient_id=session.patient_id,
        clinic_id=session.clinic_id,
        session_id=session_id,
        prescription_id=prescription_id,
    )
    act.changed(session.clinic_id)
    return check.pk
