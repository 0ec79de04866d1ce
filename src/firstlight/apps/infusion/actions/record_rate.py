"""The rate at the pump was changed while it runs. A rate above the prescribed one is asked about once."""

from datetime import datetime
from decimal import Decimal

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.given import add_rate
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session


@action(verb="session.rate.changed", permission="session.give")
def record_rate(
    act: Act, *, session_id: int, rate_ml_h: Decimal, at: datetime | None = None, faster_confirmed: bool = False
) -> int:
    """The id of the administration. Raises IllegalMove unless the drug is being given.

    Raises NeedsConfirmation for a rate above the prescribed one.
    """
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    policies.check_giving(session)
    prescription = policies.prescription_of(session)
    _, strength = policies.pump_of(prescription)
    rate = policies.check_rate(rate_ml_h, prescription, faster_confirmed)
    moment = policies.moment(at, clock.now(), *policies.follows(session))
    given = add_rate(act, session, moment, rate, strength)
    keep(act, session, rate_ml_h=str(rate))
    return given.pk
