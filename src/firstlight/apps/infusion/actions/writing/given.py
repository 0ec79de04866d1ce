"""The list of administrations: one more line."""

from datetime import datetime
from decimal import Decimal

from firstlight.apps import clock
from firstlight.apps.action import Act
from firstlight.apps.infusion.models import GivenEntry, Move, Session


def add_rate(
    act: Act,
    session: Session,
    at: datetime,
    rate_ml_h: Decimal,
    concentration_mg_ml: Decimal | None,
    *,
    move: Move | None = None,
    checked_by_id: int | None = None,
    replaces: GivenEntry | None = None,
) -> GivenEntry:
    """A rate from `at` on. Rate 0 is a pause or an end."""
    return GivenEntry.objects.create(
        session=session,
        kind=GivenEntry.Kind.RATE,
        rate_ml_h=rate_ml_h,
        concentration_mg_ml=concentration_mg_ml,
        effective_at=at,
        recorded_at=clock.now(),
        by_id=act.actor.staff_id,
        move=move,
        checked_by_id=checked_by_id,
        replaces=replaces,
    )
