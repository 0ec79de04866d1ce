"""The lines of a session's record, as plain values: what a page, a summary or a rule reads. A line marked as entered in
error keeps its place and carries the mark; rules look only at lines that stand."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class ErrorMark:
    """Why a line does not stand. `belongs_to` is the session it should have been made on, if another."""

    reason: str
    by: str
    at: datetime
    belongs_to: int | None


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A change of state. `says` is the row's name in words, `detail` what held at that moment (gates, reasons)."""

    id: int
    move: str
    says: str
    before: str
    after: str
    reason: str
    detail: dict[str, Any]
    at: datetime
    recorded_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class GivenLine:
    """One administration. `replaces` is the line this one corrects; `move` the kind of move that made it, if one."""

    id: int
    kind: str
    rate_ml_h: Decimal | None
    concentration_mg_ml: Decimal | None
    dose_mg: Decimal | None
    at: datetime
    recorded_at: datetime
    by: str
    checked_by: str
    move: str
    replaces: int | None
    error: ErrorMark | None


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One observation: as typed, and as a figure (None for consciousness). `source` is "hand" or "monitor"."""

    kind: str
    typed: str
    number: Decimal | None
    unit: str
    source: str
    monitor: str
    measured_at: datetime
    confirmed: bool


@dataclass(frozen=True, slots=True)
class SetLine:
    """Observations recorded together. What was not taken is absent."""

    id: int
    minute: int | None
    note: str
    values: tuple[ValueLine, ...]
    at: datetime
    recorded_at: datetime
    by: str
    error: ErrorMark | None

    def value(self, kind: str) -> ValueLine | None:
        return next((value for value in self.values if value.kind == kind), None)


@dataclass(frozen=True, slots=True)
class GateLine:
    """What was found at a gate, or a signed decision to pass it (`override`)."""

    id: int
    gate: str
    answer: dict[str, Any]
    override: bool
    at: datetime
    recorded_at: datetime
    by: str
    error: ErrorMark | None


@dataclass(frozen=True, slots=True)
class EventLine:
    id: int
    kind: str
    text: str
    at: datetime
    recorded_at: datetime
    by: str
    error: ErrorMark | None


@dataclass(frozen=True, slots=True)
class BindingLine:
    """A monitor's feed joined to the session, from when to when; `ends_at` None while it still is."""

    id: int
    monitor_id: int
    monitor: str
    starts_at: datetime
    ends_at: datetime | None
    by_clock: str
    bound_at: datetime
    bound_by: str
    ended_by: str
    confirmed: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ElsewhereLine:
    """A line made on another person's record by mistake that belongs to this one: what it said, and where it stands."""

    session_id: int
    kind: str
    says: str
    at: datetime
    error: ErrorMark
