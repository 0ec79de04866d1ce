"""The clinic's monitors as a list to choose from: where each stands, what it says now, and to whom its feed goes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from firstlight.apps.infusion.days import wall_clock
from firstlight.apps.infusion.models import Binding
from firstlight.apps.infusion.models.feed import CLOCKS_APART
from firstlight.apps.infusion.presenters.current import figure
from firstlight.apps.infusion.presenters.values import LABELS
from firstlight.apps.infusion.queries import HeardLine, MonitorLine, claimable, monitors, unplaced_monitors
from firstlight.apps.infusion.queries.newest import newest_readings

NOT_YET = "shown once it is placed"


@dataclass(frozen=True, slots=True)
class MonitorRow:
    """`said` is what it last sent, in words; empty when it is silent: an old figure would read as a live one. `warnings` say what
    of it was not understood."""

    line: MonitorLine
    said: str
    warnings: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.line.name

    @property
    def where(self) -> str:
        return f"bay {self.line.bay_number}" if self.line.bay_number is not None else "no bay given"

    @property
    def free(self) -> bool:
        return self.line.session_id is None


def monitors_here(clinic_id: int, now: datetime, *, all_values: bool = True) -> list[MonitorRow]:
    """The clinic's monitors, then those nobody has placed yet: one of them may stand at this bedside. What those say may
    be of somebody in another clinic: without `all_values` it is not shown."""
    lines = (*monitors(clinic_id, now), *unplaced_monitors(clinic_id, now))
    return monitor_rows(lines, {line.id for line in lines if line.clinic_id is None and not all_values})


def monitor_rows(lines: Sequence[MonitorLine], kept_back: Collection[int] = ()) -> list[MonitorRow]:
    """Two queries for what they all said last."""
    said = newest_readings([line.id for line in lines if not line.silent and line.id not in kept_back])
    return [
        MonitorRow(line, NOT_YET, ())
        if line.id in kept_back
        else MonitorRow(line, _words(said.get(line.id, {})), line.warnings)
        for line in lines
    ]


def monitor_choices(rows: Iterable[MonitorRow], *, free_only: bool = False) -> list[tuple[int, str]]:
    """For a form."""
    return [(row.line.id, f"{row.name}, {row.where}") for row in rows if row.free or not free_only]


def unclaimed(rows: Iterable[MonitorRow], since: datetime | None, until: datetime) -> list[tuple[str, str]]:
    """(monitor, what of it belongs to nobody) since somebody arrived, with the difference of the clocks in words."""
    if since is None:
        return []
    return [(row.name, _heard(line)) for row in rows for line in claimable(row.line.id, since, until)]


def _heard(line: HeardLine) -> str:
    number = "1 message" if line.messages == 1 else f"{line.messages} messages"
    when = f"{wall_clock(line.first_at)} to {wall_clock(line.last_at)}"
    apart = f"{line.apart // timedelta(minutes=1)} min"
    return {
        Binding.Clock.BOTH: f"{number}, {when}. It was joined to nobody."
        + (f" Its clock was up to {apart} behind." if line.apart > CLOCKS_APART else ""),
        Binding.Clock.OURS: f"{number} came {when}, though the monitor says that it measured up to {apart} before. "
        "Look at its clock: if that is wrong, they are of the person who sat there when they came.",
        Binding.Clock.MONITORS: f"{number} measured {when} by the monitor's clock, which came up to {apart} later. "
        "They came late, or its clock is wrong and they are somebody else's.",
    }[Binding.Clock(line.by_clock)]


def _words(values: dict[str, float]) -> str:
    """Pulse 98, SpO₂ 96."""
    pressure = (
        {"pressure": f"{values['systolic']:g}/{values['diastolic']:g}"}
        if {"systolic", "diastolic"} <= set(values)
        else {}
    )
    shown = pressure | {kind: figure(values[kind]) for kind in ("pulse", "spo2", "resp_rate") if kind in values}
    return ", ".join(f"{LABELS[kind][0]} {value}" for kind, value in shown.items())
