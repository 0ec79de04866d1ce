"""The moves that may be recorded from where a session stands, as buttons that open their forms. None is a command to the
pump: the pump first, then the record."""

from dataclasses import dataclass

from firstlight.apps.infusion.states import MOVES, State

PERMISSION = {
    "rebook": "session.book",
    "cancel": "session.book",
    "arrive": "session.check",
    "begin_checks": "session.check",
    "make_ready": "session.check",
    "reopen_checks": "session.check",
    "not_start": "session.check",
    "prepare_leaving": "session.leave",
    "return_to_recovery": "session.leave",
    "leave": "session.leave",
}
GIVING = "session.give"
SHAPES = {"pause": "pause", "resume": "play", "stop": "stop", "start": "play", "complete": "flag"}
SHORT = {"complete": "Record end"}
KEYS = {"pause": "p", "resume": "p", "stop": "s"}
ONWARD = frozenset({"arrive", "begin_checks", "make_ready", "start", "complete", "recover", "prepare_leaving", "leave"})


@dataclass(frozen=True, slots=True)
class MoveView:
    """`key` is the access letter, empty for none. `onward`: the usual next step."""

    name: str
    says: str
    shape: str
    key: str
    onward: bool


def moves_from(state: State, may: frozenset[str]) -> list[MoveView]:
    """In the order of the table of moves; the action asks again."""
    open_moves = [step for step in MOVES.values() if state in step.before]
    return [
        MoveView(
            step.name,
            SHORT.get(step.name, step.says),
            SHAPES.get(step.name, ""),
            KEYS.get(step.name, ""),
            step.name in ONWARD,
        )
        for step in open_moves
        if PERMISSION.get(step.name, GIVING) in may
    ]
