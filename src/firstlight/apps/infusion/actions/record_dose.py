"""One more part of a dose: the next spray device, or the rest of an injection. The last part ends the giving."""

from datetime import datetime
from decimal import Decimal

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.given import add_dose, end_if_whole
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session


@action(verb="session.dose.given", permission="session.give")
def record_dose(
    act: Act, *, session_id: int, dose_mg: Decimal | None = None, at: datetime | None = None, confirmed: bool = False
) -> int:
    """The id of the administration. `dose_mg` is what went in, the whole of the next part when None.

    Raises IllegalMove unless the drug is being given in parts, Invalid for an amount that cannot be. Asks once
    (NeedsConfirmation) about more than is prescribed, or a device given before the wait after the last one was over.
    """
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    policies.check_giving(session)
    prescription = policies.prescription_of(session)
    policies.check_in_parts(prescription)
    moment = policies.moment(at, clock.now(), *policies.follows(session))
    dose = policies.checked_dose(session, prescription, dose_mg, moment, confirmed)
    given = add_dose(act, session, prescription.given_by, moment, dose)
    ended = ["state", "ended_at"] if end_if_whole(act, session, prescription, given) else []
    keep(act, session, *ended, given=str(given))
    return given.pk
