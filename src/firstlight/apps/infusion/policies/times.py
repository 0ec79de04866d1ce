"""At what time of day something can have happened: not before what it follows, and not in time still to come."""

from datetime import datetime, timedelta

from firstlight.apps.infusion.days import wall_clock
from firstlight.apps.infusion.models import Correction, GivenEntry, Session
from firstlight.apps.infusion.policies.moves import DONE, last_change
from firstlight.apps.infusion.queries.moved import happened_at
from firstlight.apps.refusals import Invalid

CLOCKS_DIFFER = timedelta(minutes=1)
"""A typed time may run this far ahead of the server's, as two clocks in one room do."""


def moment(at: datetime | None, now: datetime, not_before: datetime | None, after_what: str) -> datetime:
    """When it happened: `at` as typed, now where nothing was typed.

    A time typed to the minute may fall a few seconds before what it follows; it then counts as that moment.
    Raises Invalid for a time still to come or one before `not_before`, naming `after_what`.
    """
    if at is None:
        return now if not_before is None else max(now, not_before)
    if at > now + CLOCKS_DIFFER:
        raise Invalid(f"{wall_clock(at)} is still to come. Give the time at which it happened.", "at")
    if not_before is not None and at < not_before:
        if at.replace(second=0, microsecond=0) != not_before.replace(second=0, microsecond=0):
            raise Invalid(
                f"{wall_clock(at)} is before {after_what} at {wall_clock(not_before)}. Give a later time.", "at"
            )
        return not_before
    return min(at, now) if not_before is None else max(min(at, now), not_before)


def check_still_here(session: Session, at: datetime) -> None:
    """Raises Invalid for a time after the person left: a late line says when it happened, not when it is typed."""
    if session.left_at is not None and at > session.left_at:
        left = wall_clock(session.left_at)
        raise Invalid(f"The person left at {left}. Give the time at which it happened, before that.", "at")


def follows(session: Session) -> tuple[datetime | None, str]:
    """What the next line must not come before, and that in words: the newest change of state, or a later rate.

    A booking may be moved after somebody came in unseen, so an arrival follows nothing.
    """
    move, given = last_change(session), standing_given(session)[-1:]
    if given and (move is None or given[0].effective_at > happened_at(move)):
        return given[0].effective_at, f'"{given[0]}"'
    return (happened_at(move), f'"{DONE[move.move]}"') if move else (None, "")


def standing_given(session: Session) -> list[GivenEntry]:
    """The administrations not marked as entered in error, in the order in which they happened."""
    wrong = Correction.objects.filter(session=session, entry_type=GivenEntry._meta.label).values("entry_id")
    return list(GivenEntry.objects.filter(session=session).exclude(pk__in=wrong).order_by("effective_at", "id"))
