"""The session's states and moves as a diagram and a table, drawn from the very table that the product obeys."""

from firstlight.apps.infusion.states import LABELS, MOVES, State, Step

HEAD = """# States of a session

Written from `src/firstlight/apps/infusion/states.py` by `python -m firstlight docs`. What is not in this table cannot
happen: a move that is not here is refused with one kind of error, *illegal move*.

![The states of a session and the moves between them](session-states.svg)
"""


def page() -> str:
    """The whole page, in Markdown, with the same diagram as text for readers who draw it themselves."""
    return "\n".join([HEAD, *_table(), "", "```mermaid", *_mermaid(), "```", ""])


def _table() -> list[str]:
    rows = [
        f"| {step.says} | `{step.name}` | {_names(step.before)} | {LABELS[step.after]} | {_reason(step)} |"
        for step in MOVES.values()
    ]
    return ["| On the button | Move | From | To | Reason asked |", "| --- | --- | --- | --- | --- |", *rows]


def _names(states: tuple[State, ...]) -> str:
    return ", ".join(LABELS[state] for state in states)


def _reason(step: Step) -> str:
    return "yes" if step.needs_reason else ""


def _mermaid() -> list[str]:
    named = [f"    {state.value}: {LABELS[state]}" for state in State]
    moves = [
        f"    {before.value} --> {step.after.value}: {step.name}" for step in MOVES.values() for before in step.before
    ]
    ends = [f"    {state.value} --> [*]" for state in State if not any(state in step.before for step in MOVES.values())]
    return ["stateDiagram-v2", *named, f"    [*] --> {State.BOOKED.value}", *moves, *ends]
