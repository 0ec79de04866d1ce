"""The pump runs again, at the rate it had before the pause or at another; or the next spray device may be given."""

from datetime import datetime
from decimal import Decimal

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.given import add_rate
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session
from firstlight.apps.infusion.models import Session


@action(verb="session.resumed", permission="session.give")
def record_resume(
    act: Act,
    *,
    session_id: int,
    at: datetime | None = None,
    rate_ml_h: Decimal | None = None,
    faster_confirmed: bool = False,
    withdrawn_confirmed: bool = False,
    reason: str = "",
) -> int:
    """The id of the administration, or of the move where no pump runs.

    Asks once (NeedsConfirmation) about a faster rate, and where consent is withdrawn: that wants a `reason` as well.
    """
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    policies.check_move(session, "resume")
    policies.check_consent_to_go_on(session, clock.now(), withdrawn_confirmed, reason)
    prescription = policies.prescription_of(session)
    if prescription.given_by != "rate":
        return _go_on(act, session, at, reason)
    _, strength = policies.pump_of(prescription)
    asked = rate_ml_h if rate_ml_h is not None else policies.rate_before_the_pause(session)
    rate = policies.check_rate(asked, prescription, faster_confirmed)
    move = move_session(act, session, "resume", at=at, reason=reason)
    given = add_rate(act, session, move.effective_at, rate, strength, move=move)
    keep(act, session, "state", rate_ml_h=str(rate), reason=move.reason)
    return given.pk


def _go_on(act: Act, session: Session, at: datetime | None, reason: str) -> int:
    """Giving in parts goes on; its next part is recorded when it is given."""
    move = move_session(act, session, "resume", at=at, reason=reason)
    keep(act, session, "state", reason=move.reason)
    return move.pk
