"""One protocol as its page shows it: every value with source and confidence, and who made it live here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from firstlight.apps.infusion.queries import ProtocolInClinic
from firstlight.apps.infusion.queries.protocols import Approval
from firstlight.clinical.protocol.provenance import ProtocolValue


@dataclass(frozen=True, slots=True)
class ValueRow:
    """`approval` is None where none is needed or none was given yet. `as_in` says in which other version the very same
    value was approved here, and by whom; empty where in none."""

    value: ProtocolValue
    approval: Approval | None
    waiting: bool
    as_in: str


@dataclass(frozen=True, slots=True)
class Section:
    """The values of one part of the file."""

    title: str
    rows: list[ValueRow]


@dataclass(frozen=True, slots=True)
class ProtocolView:
    """`others` are the other versions of the same protocol, newest first; `unchanged` the values that wait here and were
    approved in one of them as they stand."""

    standing: ProtocolInClinic
    sections: list[Section]
    others: list[ProtocolInClinic]
    unchanged: list[str]


def protocol_view(standing: ProtocolInClinic, adopted: Iterable[ProtocolInClinic]) -> ProtocolView:
    """In the order of the file. `adopted` are all versions as they stand in this clinic."""
    others = [one for one in adopted if one.protocol.code == standing.protocol.code and one.id != standing.id]
    before = _approved_before(others)
    rows = _rows(standing, before)
    parts = groupby(rows, key=lambda row: _part(row.value))
    return ProtocolView(
        standing=standing,
        sections=[Section(_title(part), list(members)) for part, members in parts],
        others=others,
        unchanged=[row.value.path for row in rows if row.waiting and row.as_in],
    )


def _rows(standing: ProtocolInClinic, before: dict[ProtocolValue, str]) -> list[ValueRow]:
    approvals = {approval.path: approval for approval in standing.approvals}
    waiting = {value.path for value in standing.awaiting}
    return [
        ValueRow(value, approvals.get(value.path), value.path in waiting, before.get(_said(value), ""))
        for value in standing.protocol.values()
    ]


def _approved_before(others: Sequence[ProtocolInClinic]) -> dict[ProtocolValue, str]:
    """Each value that another version has as approved here, with the newest such version and the name."""
    found: dict[ProtocolValue, str] = {}
    for one in reversed(others):
        values = {value.path: value for value in one.protocol.values()}
        for approval in one.approvals:
            found[_said(values[approval.path])] = f"version {one.protocol.version}, {approval.by}"
    return found


def _said(value: ProtocolValue) -> ProtocolValue:
    """The value wherever it stands in its file."""
    return replace(value, line=0)


def _part(value: ProtocolValue) -> str:
    return value.path.split(".")[0].split("[")[0]


def _title(part: str) -> str:
    return part.replace("_", " ").capitalize()
