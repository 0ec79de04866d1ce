"""One protocol as its page shows it: every value with source and confidence, and who made it live here."""

from dataclasses import dataclass
from itertools import groupby

from firstlight.apps.infusion.queries import ProtocolInClinic
from firstlight.apps.infusion.queries.protocols import Approval
from firstlight.clinical.protocol.provenance import ProtocolValue


@dataclass(frozen=True, slots=True)
class ValueRow:
    """`approval` is None where none is needed or none was given yet."""

    value: ProtocolValue
    approval: Approval | None
    waiting: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The values of one part of the file."""

    title: str
    rows: list[ValueRow]


@dataclass(frozen=True, slots=True)
class ProtocolView:
    standing: ProtocolInClinic
    sections: list[Section]


def protocol_view(standing: ProtocolInClinic) -> ProtocolView:
    """In the order of the file."""
    approvals = {approval.path: approval for approval in standing.approvals}
    waiting = {value.path for value in standing.awaiting}
    rows = [ValueRow(value, approvals.get(value.path), value.path in waiting) for value in standing.protocol.values()]
    return ProtocolView(
        standing,
        [Section(_title(part), list(members)) for part, members in groupby(rows, key=lambda row: _part(row.value))],
    )


def _part(value: ProtocolValue) -> str:
    return value.path.split(".")[0].split("[")[0]


def _title(part: str) -> str:
    return part.replace("_", " ").capitalize()
