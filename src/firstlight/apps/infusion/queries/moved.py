"""When a change of state happened. A start, a pause or an end is also a line of what was given, and that line's time may be
set right later: the change then happened at the time of the line that stands."""

from datetime import datetime

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from firstlight.apps.infusion.models import GivenEntry, Move

ENDINGS = ("stop", "complete")
"""Giving in parts ends with its last part and has no line for the end: the session says when that was."""


def timed(moves: QuerySet[Move]) -> QuerySet[Move]:
    """These moves in the order in which they happened, with who made each, for `happened_at`."""
    standing = GivenEntry.objects.filter(move=OuterRef("pk"), replaced_by__isnull=True).order_by("effective_at")
    end = Case(When(move__in=ENDINGS, then=F("session__ended_at")))
    line = Subquery(standing.values("effective_at")[:1])
    told = moves.select_related("by").annotate(happened_at=Coalesce(line, end, "effective_at"))
    return told.order_by("happened_at", "id")


def happened_at(move: Move) -> datetime:
    """Of a move read by `timed`."""
    at: datetime = move.happened_at  # type: ignore[attr-defined]
    return at
