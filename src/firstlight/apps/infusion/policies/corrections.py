"""What may be marked as entered in error, and how a line of what was given may be set right."""

from datetime import datetime, timedelta
from decimal import Decimal

from firstlight.apps.infusion.days import wall_clock
from firstlight.apps.infusion.entry_kinds import ENTRY_KINDS, Markable
from firstlight.apps.infusion.models import Correction, GivenEntry, Session
from firstlight.apps.infusion.policies.doses import check_sprays
from firstlight.apps.infusion.policies.giving import check_rate, prescription_of
from firstlight.apps.infusion.policies.moves import DONE, changes_of
from firstlight.apps.infusion.policies.times import moment, standing_given
from firstlight.apps.infusion.queries.from_rows import signed
from firstlight.apps.infusion.queries.moved import ENDINGS, happened_at
from firstlight.apps.infusion.queries.protocols import protocol_of
from firstlight.apps.refusals import Conflict, IllegalMove, Invalid, NotThere
from firstlight.clinical.dosing.devices import device_rule

MOMENT = timedelta(microseconds=1)


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
    before, after = _neighbours(session, wrong)
    at = moment(at, now, before[0], f'"{before[1]}"')
    if after is not None and at > after[0]:
        raise Invalid(f'{wall_clock(at)} is after "{after[1]}" at {wall_clock(after[0])}.', "at")
    return at


def _neighbours(session: Session, wrong: GivenEntry) -> tuple[tuple[datetime, str], tuple[datetime, str] | None]:
    """(when, what) of the nearest things that happened before and after a line: lines that stand, and changes of state."""
    given = standing_given(session)
    place = [entry.pk for entry in given].index(wrong.pk)
    before = [(entry.effective_at, str(entry)) for entry in given[:place]]
    after = [(entry.effective_at, str(entry)) for entry in given[place + 1 :]]
    for change in changes_of(session):
        when = happened_at(change)
        later = (when - wrong.effective_at) // MOMENT if wrong.move_id is None else change.pk - wrong.move_id
        if later:
            (after if later > 0 else before).append((when, DONE[change.move]))
    return max(before), min(after, default=None)


def corrected_rate(session: Session, wrong: GivenEntry, rate_ml_h: Decimal | None, faster_confirmed: bool) -> Decimal:
    """The rate that stands. A pause or an end stays a rate of nothing. Raises Invalid, or asks once about a faster one."""
    before = wrong.rate_ml_h or Decimal(0)
    if rate_ml_h is None or rate_ml_h == before:
        return before
    if before == 0:
        raise Invalid("This line is a pause or an end: nothing ran. Correct its time, or leave the rate.", "rate_ml_h")
    return check_rate(rate_ml_h, prescription_of(session), faster_confirmed)


def corrected_dose(session: Session, wrong: GivenEntry, dose_mg: Decimal | None) -> Decimal:
    """The milligrams that stand; nought where nothing of that part went in. Raises Invalid for what cannot be."""
    before = wrong.dose_mg or Decimal(0)
    if dose_mg is None or dose_mg in (before, 0):
        return before if dose_mg is None else dose_mg
    if dose_mg < 0:
        raise Invalid("Give the milligrams that went in, or 0 where nothing did.", "dose_mg")
    if wrong.kind == GivenEntry.Kind.SPRAY:
        return check_sprays(device_rule(protocol_of(session)), dose_mg)
    return dose_mg


def times_of_giving(session: Session, wrong: GivenEntry, moment: datetime) -> tuple[datetime | None, datetime | None]:
    """When giving began and when it ended, by the lines that stand, once `wrong` stands at `moment` instead.

    A pump's end is a line of its own; giving in parts ended with its last part, wherever that is moved to.
    """
    given = standing_given(session)
    ended = [entry.effective_at for entry in given if entry.move and entry.move.move in ENDINGS]
    if wrong.kind != GivenEntry.Kind.RATE and session.ended_at == wrong.effective_at:
        ended = [moment]
    return given[0].effective_at, ended[-1] if ended else session.ended_at
