"""A time or rate in the list of what was given is set right: the old line is marked, a new one takes its place, and the
delivered dose follows from the list as it now stands."""

from datetime import datetime
from decimal import Decimal

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.given import add_rate
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session
from firstlight.apps.infusion.models import Correction, GivenEntry


@action(verb="session.given.corrected", permission="session.correct")
def correct_given(
    act: Act,
    *,
    entry_id: int,
    reason: str,
    at: datetime | None = None,
    rate_ml_h: Decimal | None = None,
    faster_confirmed: bool = False,
) -> int:
    """The id of the line that stands instead. None keeps the old time or the old rate.

    Raises Invalid for a time that would change the order of what happened, or a pause that would run.
    """
    wrong = policies.given_of(entry_id)
    session = locked_session(wrong.session_id)
    act.allow(session.clinic_id)
    policies.check_not_marked(wrong)
    policies.check_said_why(reason)
    moment = policies.between_neighbours(session, wrong, at or wrong.effective_at, clock.now())
    rate = policies.corrected_rate(session, wrong, rate_ml_h, faster_confirmed)
    Correction.objects.create(
        session=session,
        entry_type=GivenEntry._meta.label,
        entry_id=wrong.pk,
        reason=reason.strip(),
        at=clock.now(),
        by_id=act.actor.staff_id,
    )
    right = add_rate(
        act,
        session,
        moment,
        rate,
        wrong.concentration_mg_ml,
        move=wrong.move,
        checked_by_id=wrong.checked_by_id,
        replaces=wrong,
    )
    session.started_at, session.ended_at = policies.times_of_giving(session)
    keep(act, session, "started_at", "ended_at", entry_id=wrong.pk, reason=reason.strip(), rate_ml_h=str(rate))
    return right.pk
