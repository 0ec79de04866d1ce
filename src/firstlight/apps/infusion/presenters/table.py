"""The chart's figures as a table: the same data, never a summary. Columns are times, newest on the right."""

from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.presenters.values import FULL_NAMES, LABELS
from firstlight.apps.infusion.queries import SessionRecord
from firstlight.apps.infusion.queries.lines import SetLine, ValueLine

ROWS = ("pressure", "pulse", "spo2", "oxygen", "resp_rate", "temperature", "consciousness", "moaas", "cadss6", "weight")
NAMES = FULL_NAMES | {"weight": "Weight"}
UNITS = {kind: unit for kind, (_, unit) in LABELS.items()} | {"weight": "kg"}


@dataclass(frozen=True, slots=True)
class Column:
    """One set: when, at which planned minute, by whom; struck when entered in error."""

    set_id: int
    at: datetime
    minute: int | None
    by: str
    error: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Empty figure: not taken. `source` says where it came from and who took it on."""

    figure: str
    source: str
    struck: bool


@dataclass(frozen=True, slots=True)
class Row:
    kind: str
    name: str
    unit: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class ReadingsTable:
    columns: list[Column]
    rows: list[Row]


def readings_table(record: SessionRecord) -> ReadingsTable:
    """Every set of the session, those entered in error too."""
    columns = [
        Column(line.id, line.at, line.minute, line.by, line.error.reason if line.error else "") for line in record.sets
    ]
    rows = [Row(kind, NAMES[kind], UNITS[kind], [_cell(line, kind) for line in record.sets]) for kind in ROWS]
    return ReadingsTable(columns, [row for row in rows if any(cell.figure for cell in row.cells)])


def _cell(line: SetLine, kind: str) -> Cell:
    value = line.value("systolic" if kind == "pressure" else kind)
    if value is None:
        return Cell("", "not taken", False)
    diastolic = line.value("diastolic") if kind == "pressure" else None
    figure = f"{value.typed}/{diastolic.typed if diastolic else '?'}" if kind == "pressure" else value.typed
    return Cell(figure, _source(value), line.error is not None)


def _source(value: ValueLine) -> str:
    said = f"from {value.monitor or 'monitor'}, accepted" if value.source == "monitor" else "by hand"
    return f"{said}, confirmed when asked" if value.confirmed else said
