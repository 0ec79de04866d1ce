"""The clinic's monitors as a list to choose from: where each stands, what it says now, and to whom its feed goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.presenters.current import figure
from firstlight.apps.infusion.presenters.values import LABELS
from firstlight.apps.infusion.queries import MonitorLine, monitors, unplaced_monitors
from firstlight.apps.infusion.queries.newest import newest_readings


@dataclass(frozen=True, slots=True)
class MonitorRow:
    """`said` is what it last sent, in words; empty when it is silent: an old figure would read as a live one."""

    line: MonitorLine
    said: str

    @property
    def name(self) -> str:
        return self.line.name

    @property
    def where(self) -> str:
        return f"bay {self.line.bay_number}" if self.line.bay_number is not None else "no bay given"

    @property
    def free(self) -> bool:
        return self.line.session_id is None


def monitors_here(clinic_id: int, now: datetime) -> list[MonitorRow]:
    """The clinic's monitors, then those nobody has placed yet: one of them may stand at this bedside."""
    return monitor_rows((*monitors(clinic_id, now), *unplaced_monitors(now)))


def monitor_rows(lines: Sequence[MonitorLine]) -> list[MonitorRow]:
    """Two queries for what they all said last."""
    said = newest_readings([line.id for line in lines if not line.silent])
    return [MonitorRow(line, _words(said.get(line.id, {}))) for line in lines]


def monitor_choices(rows: Iterable[MonitorRow], *, free_only: bool = False) -> list[tuple[int, str]]:
    """For a form."""
    return [(row.line.id, f"{row.name}, {row.where}") for row in rows if row.free or not free_only]


def _words(values: dict[str, float]) -> str:
    """Pulse 98, SpO₂ 96."""
    pressure = (
        {"pressure": f"{values['systolic']:g}/{values['diastolic']:g}"}
        if {"systolic", "diastolic"} <= set(values)
        else {}
    )
    shown = pressure | {kind: figure(values[kind]) for kind in ("pulse", "spo2", "resp_rate") if kind in values}
    return ", ".join(f"{LABELS[kind][0]} {value}" for kind, value in shown.items())
