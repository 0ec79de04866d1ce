"""The sets of some sessions, value by value. A day has hundreds of them, so they come as plain rows in one query."""

from collections.abc import Collection
from itertools import groupby
from typing import Any

from firstlight.apps.infusion.models import Observation, ObservationSet
from firstlight.apps.infusion.queries.from_rows import Marks
from firstlight.apps.infusion.queries.lines import SetLine, ValueLine
from firstlight.apps.people.queries import signed_name

OF_SET = ("set_id", "set__session_id", "set__minute", "set__note", "set__effective_at", "set__recorded_at")
BY = ("set__by__title", "set__by__given_name", "set__by__family_name", "set__by__post_nominals")
OF_VALUE = ("kind", "typed", "number", "unit", "source", "measured_at", "confirmed")
MONITOR = ("message__monitor__label", "message__monitor__identifier")
VALUES_AT = len(OF_SET) + len(BY)


def sets_of(session_ids: Collection[int], marks: Marks) -> list[tuple[int, SetLine]]:
    """(session, set) in the order in which they were taken. One query whatever their number."""
    rows = Observation.objects.filter(set__session_id__in=session_ids).order_by("set__effective_at", "set_id", "id")
    found = rows.values_list(*OF_SET, *BY, *OF_VALUE, *MONITOR)
    return [_set(list(values), marks) for _, values in groupby(found, key=lambda row: row[0])]


def _set(rows: list[tuple[Any, ...]], marks: Marks) -> tuple[int, SetLine]:
    set_id, session_id, minute, note, at, recorded_at = rows[0][: len(OF_SET)]
    by = [part or "" for part in rows[0][len(OF_SET) : VALUES_AT]]
    line = SetLine(
        id=set_id,
        minute=minute,
        note=note,
        values=tuple(_value(*row[VALUES_AT:]) for row in rows),
        at=at,
        recorded_at=recorded_at,
        by=signed_name(*by),
        error=marks.get((ObservationSet._meta.label, set_id)),
    )
    return session_id, line


def _value(*columns: Any) -> ValueLine:
    kind, typed, number, unit, source, measured_at, confirmed, label, identifier = columns
    return ValueLine(kind, typed, number, unit, source, label or identifier or "", measured_at, confirmed)
