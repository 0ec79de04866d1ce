"""From stored rows to lines: names instead of keys, and the mark "entered in error" beside each line that carries one."""

from collections.abc import Mapping
from typing import Protocol

from django.db.models import Model

from firstlight.apps.infusion.models import (
    Binding,
    Correction,
    GateAnswer,
    GivenEntry,
    Move,
    SessionEvent,
)
from firstlight.apps.infusion.queries.lines import (
    BindingLine,
    ErrorMark,
    EventLine,
    GateLine,
    GivenLine,
    MoveLine,
)
from firstlight.apps.infusion.queries.moved import happened_at
from firstlight.apps.infusion.states import MOVES

Marks = Mapping[tuple[str, int], ErrorMark]


class Named(Protocol):
    def get_full_name(self) -> str: ...


def signed(person: Named | None) -> str:
    """A name as signed on a record; empty where a process of ours wrote the row."""
    return person.get_full_name() if person is not None else ""


def error_mark(row: Correction) -> ErrorMark:
    return ErrorMark(row.reason, signed(row.by), row.at, row.belongs_to_id)


def move_line(row: Move) -> MoveLine:
    return MoveLine(
        id=row.pk,
        move=row.move,
        says=MOVES[row.move].says,
        before=row.before,
        after=row.after,
        reason=row.reason,
        detail=row.detail,
        at=happened_at(row),
        recorded_at=row.recorded_at,
        by=signed(row.by),
    )


def given_line(row: GivenEntry, marks: Marks) -> GivenLine:
    return GivenLine(
        id=row.pk,
        kind=row.kind,
        rate_ml_h=row.rate_ml_h,
        concentration_mg_ml=row.concentration_mg_ml,
        dose_mg=row.dose_mg,
        at=row.effective_at,
        recorded_at=row.recorded_at,
        by=signed(row.by),
        checked_by=signed(row.checked_by),
        move=row.move.move if row.move else "",
        replaces=row.replaces_id,
        error=_mark(row, marks),
    )


def gate_line(row: GateAnswer, marks: Marks) -> GateLine:
    return GateLine(
        id=row.pk,
        gate=row.gate,
        answer=row.answer,
        override=row.override,
        at=row.effective_at,
        recorded_at=row.recorded_at,
        by=signed(row.by),
        error=_mark(row, marks),
    )


def event_line(row: SessionEvent, marks: Marks) -> EventLine:
    return EventLine(
        id=row.pk,
        kind=row.kind,
        text=row.text,
        at=row.effective_at,
        recorded_at=row.recorded_at,
        by=signed(row.by),
        error=_mark(row, marks),
    )


def binding_line(row: Binding) -> BindingLine:
    return BindingLine(
        id=row.pk,
        monitor_id=row.monitor_id,
        monitor=str(row.monitor),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        by_clock=row.by_clock,
        bound_at=row.bound_at,
        bound_by=signed(row.bound_by),
        ended_by=signed(row.ended_by),
        confirmed=row.confirmed,
    )


def _mark(row: Model, marks: Marks) -> ErrorMark | None:
    return marks.get((row._meta.label, row.pk))
