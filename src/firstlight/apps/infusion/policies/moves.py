"""Which move may follow which state, and words for the one that comes too late: what happened, and who did it."""

from collections.abc import Sequence

from django.db.models import F, QuerySet

from firstlight.apps.infusion.days import wall_clock
from firstlight.apps.infusion.models import Move, Session
from firstlight.apps.infusion.queries.from_rows import signed
from firstlight.apps.infusion.queries.gates import shut
from firstlight.apps.infusion.queries.moved import happened_at, timed
from firstlight.apps.infusion.refusals import GatesShut, ReasonsMissing
from firstlight.apps.infusion.states import ENDED, MOVES, State, Step
from firstlight.apps.refusals import IllegalMove, Invalid
from firstlight.clinical.protocol.gate_state import GateState

DONE = {
    "rebook": "Booking moved",
    "cancel": "Booking cancelled",
    "arrive": "Arrival recorded",
    "begin_checks": "Checks begun",
    "make_ready": "Checks completed",
    "reopen_checks": "Checks reopened",
    "start": "Started",
    "pause": "Paused",
    "resume": "Resumed",
    "complete": "Infusion ended",
    "stop": "Stopped early",
    "recover": "Recovery begun",
    "prepare_leaving": "Leaving checks begun",
    "return_to_recovery": "Returned to recovery",
    "leave": "Signed fit to leave",
    "not_start": "Recorded as not started",
    "admit": "Recorded as admitted",
}


def check_move(session: Session, name: str) -> Step:
    """The row of the state table. Raises IllegalMove, saying what happened instead and who did it."""
    step = MOVES[name]
    if State(session.state) not in step.before:
        already = None if step.stays else _already(session, name)
        raise IllegalMove(already or _not_from_here(session, step))
    return step


def can_move(session: Session, name: str) -> bool:
    """Whether the state table has this move from here."""
    return State(session.state) in MOVES[name].before


def check_reason(step: Step, reason: str) -> None:
    """Raises Invalid where the move wants a reason in words and none was given."""
    if step.needs_reason and not reason.strip():
        raise Invalid("Say why, in a few words. It stays on the record.", "reason")


def check_gates(gates: Sequence[GateState], lead: str) -> None:
    """Raises GatesShut naming every gate that does not stand open, with its reason and what would settle it."""
    if closed := shut(gates):
        raise GatesShut(lead, closed)


def reasons_at(gates: Sequence[GateState], reasons: dict[str, str]) -> dict[str, str]:
    """The reasons given at the gates that are not met. Raises ReasonsMissing naming each that has none."""
    closed = shut(gates)
    if silent := [gate for gate in closed if not reasons.get(gate.key, "").strip()]:
        raise ReasonsMissing(silent)
    return {gate.key: reasons[gate.key].strip() for gate in closed}


def check_not_over(session: Session) -> None:
    """Raises IllegalMove for a session that has ended."""
    if session.state in ENDED:
        raise IllegalMove(f"This session is over. {newest_words(session)}")


def check_somebody_came(session: Session) -> None:
    """Raises IllegalMove where nobody has arrived: there is nobody to record anything about."""
    if session.arrived_at is None:
        raise IllegalMove(f"Nobody has arrived for this session. {newest_words(session)}")


def check_in_a_bay(session: Session) -> None:
    """Raises IllegalMove unless the person is here."""
    if not State(session.state).in_a_bay:
        raise IllegalMove(f"Nobody is here for this session. {newest_words(session)}")


def check_before_the_start(session: Session) -> None:
    """Raises IllegalMove once the drug was begun or the session is over."""
    if session.started_at is not None or session.state in ENDED:
        raise IllegalMove(f"The checks before the start are closed. {newest_words(session)}")


def check_after_the_end(session: Session) -> None:
    """Raises IllegalMove until giving has ended: nothing found before it says how somebody is after it."""
    if session.ended_at is None:
        raise IllegalMove(f"The leaving checks begin when giving has ended. {newest_words(session)}")


def last_move(session: Session) -> Move | None:
    """The newest move, None for a session that was only booked."""
    return timed(Move.objects.filter(session=session)).order_by("-id").first()


def last_change(session: Session) -> Move | None:
    """The newest move that changed the state."""
    return changes_of(session).last()


def changes_of(session: Session) -> QuerySet[Move]:
    """The moves that changed the state, in the order in which they were made."""
    return timed(Move.objects.filter(session=session).exclude(before=F("after"))).order_by("id")


def done_words(move: Move) -> str:
    """ "Started by Amara Okafor RN at 13:37"."""
    return f"{DONE[move.move]} by {signed(move.by) or 'the system'} at {wall_clock(happened_at(move))}"


def _already(session: Session, name: str) -> str | None:
    """Words for a move that somebody made before, where it is still what the session stands by or beyond."""
    made = timed(Move.objects.filter(session=session, move=name)).order_by("-id").first()
    if made is None:
        return None
    newest = last_move(session)
    words = done_words(made)
    since = "" if newest is None or newest.pk == made.pk else f" Since then: {done_words(newest)}."
    return f"Already {words[0].lower()}{words[1:]}.{since} Nothing was recorded twice."


def _not_from_here(session: Session, step: Step) -> str:
    allowed = " or ".join(state.label.lower() for state in step.before)
    stands = State(session.state).label.lower()
    return f'"{step.says}" is for a session that is {allowed}; this one is {stands}. {newest_words(session)}'.strip()


def newest_words(session: Session) -> str:
    """What happened last, as a sentence."""
    move = last_move(session)
    return f"{done_words(move)}." if move else "It is booked and nobody has arrived."
