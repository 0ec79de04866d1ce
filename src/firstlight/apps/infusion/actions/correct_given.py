"""A line of what was given was written down wrongly: the old one is marked, a new one takes its place, and the
delivered dose follows from the list as it now stands."""

from datetime import datetime
from decimal import Decimal

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.given import add_dose, add_rate
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session
from firstlight.apps.infusion.models import Correction, GivenEntry, Session


@action(verb="session.given.corrected", permission="session.correct")
def correct_given(
    act: Act,
    *,
    entry_id: int,
    reason: str,
    at: datetime | None = None,
    rate_ml_h: Decimal | None = None,
    dose_mg: Decimal | None = None,
    faster_confirmed: bool = False,
) -> int:
    """The id of the line that stands instead. None keeps the old time, rate or dose.

    Raises Invalid for a time that would change the order of what happened, a pause that would run, or milligrams that one
    device cannot give.
    """
    wrong = policies.given_of(entry_id)
    session = locked_session(wrong.session_id)
    act.allow(session.clinic_id)
    policies.check_not_marked(wrong)
    policies.check_said_why(reason)
    moment = policies.between_neighbours(session, wrong, at or wrong.effective_at, clock.now())
    right = _right(act, session, wrong, moment, rate_ml_h, dose_mg, faster_confirmed)
    _mark(act, session, wrong, reason.strip())
    session.started_at, session.ended_at = policies.times_of_giving(session, wrong, moment)
    keep(act, session, "started_at", "ended_at", entry_id=wrong.pk, reason=reason.strip(), given=str(right))
    return right.pk


def _right(
    act: Act,
    session: Session,
    wrong: GivenEntry,
    moment: datetime,
    rate_ml_h: Decimal | None,
    dose_mg: Decimal | None,
    faster_confirmed: bool,
) -> GivenEntry:
    """The line that stands instead of the wrong one."""
    part = {"move": wrong.move, "checked_by_id": wrong.checked_by_id, "replaces": wrong}
    if wrong.kind != GivenEntry.Kind.RATE:
        dose = policies.corrected_dose(session, wrong, dose_mg)
        return add_dose(act, session, wrong.kind, moment, dose, **part)
    rate = policies.corrected_rate(session, wrong, rate_ml_h, faster_confirmed)
    return add_rate(act, session, moment, rate, wrong.concentration_mg_ml, **part)


def _mark(act: Act, session: Session, wrong: GivenEntry, reason: str) -> None:
    Correction.objects.create(
        session=session,
        entry_type=GivenEntry._meta.label,
        entry_id=wrong.pk,
        reason=reason,
        at=clock.now(),
        by_id=act.actor.staff_id,
    )
