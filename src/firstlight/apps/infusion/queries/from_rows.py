"""From stored rows to lines: names instead of keys, and the mark "entered in error" beside each line that carries one."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from django.db.models import Model

from firstlight.apps.infusion.models import (
    Binding,
    GateAnswer,
    GivenEntry,
    Move,
    Observation,
    ObservationSet,
    SessionEvent,
)
from firstlight.apps.infusion.queries.lines import (
    BindingLine,
    ErrorMark,
    EventLine,
    GateLine,
    GivenLine,
    MoveLine,
    SetLine,
    ValueLine,
)
from firstlight.apps.infusion.states import MOVES

Marks = Mapping[tuple[str, int], ErrorMark]


class Named(Protocol):
    def get_full_name(self) -> str: ...


def signed(person: Named | None) -> str:
    """A name as signed on a record; empty where a process of ours wrote the row."""
    return person.get_full_name() if person is not None else ""


def move_line(row: Move) -> MoveLine:
    return MoveLine(
        id=row.pk,
        move=row.move,
        says=MOVES[row.move].says,
        before=row.before,
        after=row.after,
        reason=row.reason,
        detail=row.detail,
        at=row.effective_at,
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


def set_line(row: ObservationSet, values: Sequence[Observation], marks: Marks) -> SetLine:
    return SetLine(
        id=row.pk,
        minute=row.minute,
        note=row.note,
        values=tuple(value_line(value) for value in values),
        at=row.effective_at,
        recorded_at=row.recorded_at,
        by=signed(row.by),
        error=_mark(row, marks),
    )


def value_line(row: Observation) -> ValueLine:
    return ValueLine(
        kind=row.kind,
        typed=row.typed,
        number=row.number,
        unit=row.unit,
        source=row.source,
        monitor=str(row.message.monitor) if row.message else "",
        measured_at=row.measured_at,
        confirmed=row.confirmed,
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
        bound_at=row.bound_at,
        bound_by=signed(row.bound_by),
        ended_by=signed(row.ended_by),
        confirmed=row.confirmed,
    )


def _mark(row: Model, marks: Marks) -> ErrorMark | None:
    return marks.get((row._meta.label, row.pk))
