"""What happened, as the events lane says it: starts, pauses, stops, changes of rate, parts given, and what nurses wrote."""

from datetime import datetime

from firstlight.apps.infusion.presenters.dial import minutes_between
from firstlight.apps.infusion.presenters.figures import EventMark
from firstlight.apps.infusion.queries import SessionRecord
from firstlight.apps.infusion.queries.lines import GivenLine

MOVES = {
    "start": ("Start", "play"),
    "pause": ("Pause", "pause"),
    "resume": ("Resume", "play"),
    "complete": ("End", "stop"),
    "stop": ("Stopped", "stop"),
    "admit": ("Admitted", "flag"),
    "leave": ("Left", "flag"),
}
LONGEST = 24


def event_marks(record: SessionRecord, zero: datetime) -> list[EventMark]:
    """Moves of the giving, changes of rate, further devices and events that stand, in the order they happened."""
    marks = [*_moves(record, zero), *_rates(record, zero), *_events(record, zero)]
    return sorted(marks, key=lambda mark: mark.minute)


def _moves(record: SessionRecord, zero: datetime) -> list[EventMark]:
    return [
        EventMark(minutes_between(zero, line.at), _short(MOVES[line.move][0], line.reason), MOVES[line.move][1])
        for line in record.moves
        if line.move in MOVES
    ]


def _rates(record: SessionRecord, zero: datetime) -> list[EventMark]:
    changed = [line for line in record.given if not line.move and line.error is None]
    return [EventMark(minutes_between(zero, line.at), _given(line), "steps") for line in changed]


def _given(line: GivenLine) -> str:
    return f"{float(line.rate_ml_h or 0):g} mL/h" if line.kind == "rate" else f"{float(line.dose_mg or 0):g} mg"


def _events(record: SessionRecord, zero: datetime) -> list[EventMark]:
    standing = [line for line in record.events if line.error is None]
    return [EventMark(minutes_between(zero, line.at), _short(line.text or line.kind, ""), "flag") for line in standing]


def _short(words: str, reason: str) -> str:
    said = f"{words}, {reason}" if reason else words
    return said if len(said) <= LONGEST else said[: LONGEST - 1].rstrip() + "…"
