"""Every line of a session's record in the order it happened, those entered in error with their mark."""

from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.days import day_of, wall_clock
from firstlight.apps.infusion.presenters.values import FULL_NAMES
from firstlight.apps.infusion.queries import SessionRecord
from firstlight.apps.infusion.queries.lines import ErrorMark, GateLine, GivenLine, MoveLine, SetLine

PART_WORDS = {"bolus": "Injection", "spray": "Spray device"}
KIND_WORDS = {"set": "Set", "given": "Given", "gate": "Gate", "event": "Event", "move": "Step"}


@dataclass(frozen=True, slots=True)
class EntryLine:
    """`kind` and `id` name it to the forms; `markable`: it can be marked as entered in error."""

    kind: str
    id: int
    says: str
    at: datetime
    recorded_at: datetime
    by: str
    error: ErrorMark | None
    markable: bool

    @property
    def kind_words(self) -> str:
        return KIND_WORDS[self.kind]


def history_view(record: SessionRecord) -> list[EntryLine]:
    """Newest first."""
    lines = [
        *(
            EntryLine("set", line.id, _set(line), line.at, line.recorded_at, line.by, line.error, _open(line.error))
            for line in record.sets
        ),
        *(
            EntryLine("given", line.id, _given(line), line.at, line.recorded_at, line.by, line.error, _open(line.error))
            for line in record.given
        ),
        *(
            EntryLine("gate", line.id, _gate(line), line.at, line.recorded_at, line.by, line.error, _open(line.error))
            for line in record.gates
        ),
        *(
            EntryLine(
                "event",
                line.id,
                _joined(line.kind, line.text),
                line.at,
                line.recorded_at,
                line.by,
                line.error,
                _open(line.error),
            )
            for line in record.events
        ),
        *(
            EntryLine(
                "move", line.id, _joined(_move(line), line.reason), line.at, line.recorded_at, line.by, None, False
            )
            for line in record.moves
        ),
    ]
    return sorted(lines, key=lambda line: (line.at, line.recorded_at, line.id), reverse=True)


def _open(error: ErrorMark | None) -> bool:
    return error is None


def _set(line: SetLine) -> str:
    values = [
        f"{FULL_NAMES.get(value.kind, value.kind.replace('_', ' ').capitalize())} {value.typed}"
        for value in line.values
    ]
    return _joined(", ".join(values), line.note)


def _given(line: GivenLine) -> str:
    if line.kind != "rate":
        checked = f", checked by {line.checked_by}" if line.checked_by else ""
        return f"{PART_WORDS[line.kind]} {float(line.dose_mg or 0):g} mg{checked}"
    if not line.rate_ml_h:
        return "Rate 0 (paused or ended)"
    checked = f", checked by {line.checked_by}" if line.checked_by else ""
    return f"Rate {float(line.rate_ml_h):g} mL/h at {float(line.concentration_mg_ml or 0):g} mg/mL{checked}"


def _move(line: MoveLine) -> str:
    """A booking that was moved says from where to where."""
    if line.move != "rebook":
        return line.says
    was = _booked(line.detail["was_at"], line.detail["was_in"])
    return f"{line.says}: {was} to {_booked(line.detail['planned_start'], line.detail['bay'])}"


def _booked(at: str, bay: int | None) -> str:
    moment = datetime.fromisoformat(at)
    return f"{day_of(moment):%d-%b-%Y} {wall_clock(moment)}, {f'bay {bay}' if bay else 'no bay yet'}"


def _gate(line: GateLine) -> str:
    name = line.gate.replace("_", " ").capitalize()
    answer = ", ".join(_answer(key, value) for key, value in line.answer.items())
    return f"{name}: {'passed all the same, ' if line.override else ''}{answer}"


def _answer(key: str, value: object) -> str:
    said = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else None
    words = said or (", ".join(str(one) for one in value) if isinstance(value, list) else str(value))
    return words if key in ("answer", "identifiers", "reason") else f"{key.replace('_', ' ')} {words}"


def _joined(first: str, second: str) -> str:
    return f"{first}. {second}" if second else first
