"""The list of administrations: one more line, and the end of giving where that line was the last."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from firstlight.apps import clock
from firstlight.apps.action import Act
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.moves import move_session
from firstlight.apps.infusion.models import GivenEntry, Move, Session
from firstlight.apps.medicines.queries import Prescribed


def add_rate(
    act: Act, session: Session, at: datetime, rate_ml_h: Decimal, concentration_mg_ml: Decimal | None, **more: Any
) -> GivenEntry:
    """A rate from `at` on. Rate 0 is a pause or an end. `more`: the move it is part of, who checked it, what it replaces."""
    rate = {"rate_ml_h": rate_ml_h, "concentration_mg_ml": concentration_mg_ml}
    return _add(act, session, GivenEntry.Kind.RATE, at, **rate, **more)


def add_dose(act: Act, session: Session, kind: str, at: datetime, dose_mg: Decimal, **more: Any) -> GivenEntry:
    """A bolus or a spray at `at`. `more` as for a rate."""
    return _add(act, session, kind, at, dose_mg=dose_mg, **more)


def add_nothing(act: Act, session: Session, prescription: Prescribed, move: Move) -> int:
    """Where a pump runs, a rate of nothing from a pause or an end on; its id. Else nothing, and the move's id."""
    if prescription.given_by != "rate":
        return move.pk
    return add_rate(act, session, move.effective_at, Decimal(0), None, move=move).pk


def end_if_whole(act: Act, session: Session, prescription: Prescribed, given: GivenEntry) -> bool:
    """Giving in parts ends with its last part: the move is recorded with it, at its moment."""
    if not policies.is_whole(policies.standing_given(session), prescription):
        return False
    move_session(act, session, "complete", at=given.effective_at)
    session.ended_at = given.effective_at
    return True


def _add(act: Act, session: Session, kind: str, at: datetime, **columns: Any) -> GivenEntry:
    return GivenEntry.objects.create(
        session=session, kind=kind, effective_at=at, recorded_at=clock.now(), by_id=act.actor.staff_id, **columns
    )
