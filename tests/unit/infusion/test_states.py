"""The state table, walked whole: every move from every state does what the table says or is refused in words."""

import itertools
from collections.abc import Callable

import pytest
from django.db import transaction

from firstlight.apps.infusion.actions.begin_checks import begin_checks
from firstlight.apps.infusion.actions.begin_recovery import begin_recovery
from firstlight.apps.infusion.actions.cancel_session import cancel_session
from firstlight.apps.infusion.actions.complete_infusion import complete_infusion
from firstlight.apps.infusion.actions.make_ready import make_ready
from firstlight.apps.infusion.actions.prepare_leaving import prepare_leaving
from firstlight.apps.infusion.actions.rebook_session import rebook_session
from firstlight.apps.infusion.actions.record_admission import record_admission
from firstlight.apps.infusion.actions.record_arrival import record_arrival
from firstlight.apps.infusion.actions.record_not_started import record_not_started
from firstlight.apps.infusion.actions.record_pause import record_pause
from firstlight.apps.infusion.actions.record_resume import record_resume
from firstlight.apps.infusion.actions.record_stop import record_stop
from firstlight.apps.infusion.actions.reopen_checks import reopen_checks
from firstlight.apps.infusion.actions.return_to_recovery import return_to_recovery
from firstlight.apps.infusion.actions.sign_leaving import sign_leaving
from firstlight.apps.infusion.actions.start_infusion import start_infusion
from firstlight.apps.infusion.models import Move
from firstlight.apps.infusion.states import MOVES, State
from firstlight.apps.refusals import IllegalMove, Invalid
from firstlight.clinical.discharge.leaving import LEAVING_GATES
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, at, standing_at

WHY = "said why"
DO: dict[str, Callable[[Day, int], int]] = {
    "rebook": lambda day, pk: rebook_session(day.nurse, session_id=pk, planned_start=at(24 * 60), bay_id=day.bays[1]),
    "cancel": lambda day, pk: cancel_session(day.nurse, session_id=pk, reason=WHY),
    "arrive": lambda day, pk: record_arrival(day.nurse, session_id=pk, bay_id=day.bays[0]),
    "begin_checks": lambda day, pk: begin_checks(day.nurse, session_id=pk),
    "make_ready": lambda day, pk: make_ready(day.nurse, session_id=pk),
    "reopen_checks": lambda day, pk: reopen_checks(day.nurse, session_id=pk, reason=WHY),
    "start": lambda day, pk: start_infusion(day.nurse, session_id=pk, checked_by_id=day.second.staff_id),
    "pause": lambda day, pk: record_pause(day.nurse, session_id=pk),
    "resume": lambda day, pk: record_resume(day.nurse, session_id=pk),
    "complete": lambda day, pk: complete_infusion(day.nurse, session_id=pk),
    "stop": lambda day, pk: record_stop(day.nurse, session_id=pk, reason=WHY),
    "recover": lambda day, pk: begin_recovery(day.nurse, session_id=pk),
    "prepare_leaving": lambda day, pk: prepare_leaving(day.nurse, session_id=pk),
    "return_to_recovery": lambda day, pk: return_to_recovery(day.nurse, session_id=pk, reason=WHY),
    "leave": lambda day, pk: sign_leaving(day.nurse, session_id=pk, reasons=dict.fromkeys(LEAVING_GATES, WHY)),
    "not_start": lambda day, pk: record_not_started(day.nurse, session_id=pk, reason=WHY),
    "admit": lambda day, pk: record_admission(day.doctor, session_id=pk, reason=WHY),
}
TO_GIVING = ("start",)
WAY_TO: dict[State, tuple[str, ...]] = {
    State.READY: (),
    State.GIVING: TO_GIVING,
    State.PAUSED: (*TO_GIVING, "pause"),
    State.STOPPED: (*TO_GIVING, "stop"),
    State.RECOVERY: (*TO_GIVING, "complete"),
    State.LEAVING: (*TO_GIVING, "complete", "prepare_leaving"),
    State.LEFT: (*TO_GIVING, "complete", "prepare_leaving", "leave"),
    State.NOT_STARTED: ("not_start",),
    State.ADMITTED: (*TO_GIVING, "stop", "admit"),
}


def _session_in(state: State, day: Day) -> int:
    session_id = days.booked(day)
    if state is State.BOOKED:
        return session_id
    if state is State.CANCELLED:
        with standing_at(-30):
            DO["cancel"](day, session_id)
        return session_id
    days.arrived(day, session_id)
    if state is State.ARRIVED:
        return session_id
    days.checked(day, session_id)
    if state is State.CHECKS:
        return session_id
    days.ready(day, session_id)
    for minute, name in enumerate(WAY_TO[state], start=25):
        with standing_at(minute):
            DO[name](day, session_id)
    return session_id


def test_every_move_of_the_table_has_its_action() -> None:
    assert DO.keys() == MOVES.keys()


@pytest.mark.parametrize("state", State, ids=lambda state: state.value)
def test_from_every_state_each_move_goes_where_the_table_says_or_is_refused(day: Day, state: State) -> None:
    session_id = _session_in(state, day)
    assert days.row(session_id).state == state.value
    for name, step in MOVES.items():
        as_it_was = transaction.savepoint()
        if state in step.before:
            _moves_on(day, session_id, name)
        else:
            _is_refused(day, session_id, name)
        transaction.savepoint_rollback(as_it_was)


def _moves_on(day: Day, session_id: int, name: str) -> None:
    version = days.row(session_id).version
    with standing_at(35):
        DO[name](day, session_id)
    assert days.row(session_id).state == MOVES[name].after.value, name
    assert days.row(session_id).version > version


def _is_refused(day: Day, session_id: int, name: str) -> None:
    before = (days.row(session_id).version, Move.objects.filter(session_id=session_id).count())
    with standing_at(35), pytest.raises(IllegalMove) as refused:
        DO[name](day, session_id)
    assert refused.value.message.endswith(".")
    assert (days.row(session_id).version, Move.objects.filter(session_id=session_id).count()) == before


def test_every_move_and_state_fits_its_column() -> None:
    """SQLite would keep a longer word; PostgreSQL refuses the whole entry."""
    columns = {name: Move._meta.get_field(name).max_length or 0 for name in ("move", "before", "after")}
    assert max(map(len, MOVES)) <= columns["move"]
    assert max(len(state.value) for state in State) <= min(columns["before"], columns["after"])


def test_every_state_can_be_reached_and_every_live_one_can_be_left() -> None:
    reached = {State.BOOKED} | {step.after for step in MOVES.values()}
    left = set(itertools.chain.from_iterable(step.before for step in MOVES.values()))
    assert reached == set(State)
    assert set(State) - left == {State.CANCELLED, State.LEFT, State.NOT_STARTED, State.ADMITTED}


@pytest.mark.parametrize("name", [name for name, step in MOVES.items() if step.needs_reason])
def test_a_move_that_wants_a_reason_is_refused_without_one(
    day: Day, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = _session_in(MOVES[name].before[0], day)
    monkeypatch.setitem(globals(), "WHY", "  ")
    with standing_at(35), pytest.raises(Invalid) as refused:
        DO[name](day, session_id)
    assert refused.value.field == "reason"


def test_a_refusal_says_what_happened_who_did_it_and_when(day: Day) -> None:
    session_id = _session_in(State.PAUSED, day)
    with standing_at(35), pytest.raises(IllegalMove) as refused:
        DO["pause"](day, session_id)
    assert refused.value.message == "Already paused by Amara Okafor RN at 13:26. Nothing was recorded twice."


def test_a_refusal_of_a_move_that_nobody_made_says_how_things_stand(day: Day) -> None:
    with standing_at(1), pytest.raises(IllegalMove) as refused:
        DO["pause"](day, days.booked(day))
    assert refused.value.message == (
        '"Record pause" is for a session that is infusing; this one is booked. It is booked and nobody has arrived.'
    )
