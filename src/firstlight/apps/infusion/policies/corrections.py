"""What may be marked as entered in error, and how a line of what was given may be set right."""

from datetime import datetime
from decimal import Decimal

from firstlight.apps.infusion.days import wall_clock
from firstlight.apps.infusion.entry_kinds import ENTRY_KINDS, Markable
from firstlight.apps.infusion.models import Correction, GivenEntry, Session
from firstlight.apps.infusion.policies.giving import check_rate, prescription_of
from firstlight.apps.infusion.policies.times import moment, standing_given
from firstlight.apps.infusion.queries.from_rows import signed
from firstlight.apps.refusals import Conflict, IllegalMove, Invalid, NotThere

ENDINGS = ("stop", "complete")


def entry_of(kind: str, entry_id: int) -> Markable:
    """The line. Raises NotThere."""
    model = ENTRY_KINDS.get(kind)
    line = model._default_manager.filter(pk=entry_id).first() if model is not None else None
    if line is None:
        raise NotThere("There is no such entry. Open the session's record and choose it there.")
    return line


def given_of(entry_id: int) -> GivenEntry:
    """The administration. Raises NotThere."""
    line = GivenEntry.objects.filter(pk=entry_id).select_related("move").first()
    if line is None:
        raise NotThere("There is no such entry. Open the session's record and choose it there.")
    return line


def check_markable(line: Markable, reason: str) -> None:
    """Raises Conflict for a line marked already, IllegalMove for one that a change of state made, Invalid without why."""
    check_not_marked(line)
    check_said_why(reason)
    if isinstance(line, GivenEntry) and line.move_id is not None:
        raise IllegalMove(
            "This line is part of a change of state, which happened. Correct its time or its rate instead of marking it."
        )


def check_not_marked(line: Markable) -> None:
    """Raises Conflict, saying who marked it."""
    marks = Correction.objects.filter(entry_type=line._meta.label, entry_id=line.pk).select_related("by")
    if mark := marks.first():
        raise Conflict(
            f"{signed(mark.by)} marked this entry as entered in error at {wall_clock(mark.at)}: {mark.reason}"
        )


def check_said_why(reason: str) -> None:
    """Raises Invalid."""
    if not reason.strip():
        raise Invalid("Say why, in a few words. It is shown beside the entry.", "reason")


def check_another_session(session: Session, other: Session) -> None:
    """Raises Invalid for the very same session."""
    if session.pk == other.pk:
        raise Invalid("That is this same session. Choose the session it was meant for, or none.", "belongs_to")


def between_neighbours(session: Session, wrong: GivenEntry, at: datetime, now: datetime) -> datetime:
    """The corrected time. Raises Invalid where it would change the order in which things happened."""
    given = standing_given(session)
    place = [entry.pk for entry in given].index(wrong.pk)
    before, after = given[place - 1 : place], given[place + 1 : place + 2]
    earliest = before[0].effective_at if before else session.arrived_at
    at = moment(at, now, earliest, f'"{before[0]}"' if before else '"Arrival recorded"')
    if after and at > after[0].effective_at:
        raise Invalid(f'{wall_clock(at)} is after "{after[0]}" at {wall_clock(after[0].effective_at)}.', "at")
    return at


def corrected_rate(session: Session, wrong: GivenEntry, rate_ml_h: Decimal | None, faster_confirmed: bool) -> Decimal:
    """The rate that stands. A pause or an end stays a rate of nothing. Raises Invalid, or asks once about a faster one."""
    before = wrong.rate_ml_h or Decimal(0)
    if rate_ml_h is None or rate_ml_h == before:
        return before
    if before == 0:
        raise Invalid("This line is a pause or an end: nothing ran. Correct its time, or leave the rate.", "rate_ml_h")
    return check_rate(rate_ml_h, prescription_of(session), faster_confirmed)


def times_of_giving(session: Session) -> tuple[datetime | None, datetime | None]:
    """When giving began and when it was recorded as ended, by the lines that stand."""
    given = standing_given(session)
    ended = [entry.effective_at for entry in given if entry.move and entry.move.move in ENDINGS]
    return given[0].effective_at, ended[-1] if ended else session.ended_at
