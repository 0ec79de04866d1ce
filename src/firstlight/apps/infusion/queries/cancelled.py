"""Bookings that were cancelled: who did it, when, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.models import Move
from firstlight.apps.infusion.queries.from_rows import signed
from firstlight.apps.infusion.states import State


@dataclass(frozen=True, slots=True)
class Cancelled:
    """`by` is empty where a process of ours did it."""

    by: str
    at: datetime
    reason: str


def cancelled(session_ids: Collection[int]) -> dict[int, Cancelled]:
    """By session; those that were not cancelled are absent. Asks nothing where no session is named."""
    if not session_ids:
        return {}
    moves = Move.objects.filter(session_id__in=session_ids, after=State.CANCELLED.value).select_related("by")
    return {move.session_id: Cancelled(signed(move.by), move.effective_at, move.reason) for move in moves}
