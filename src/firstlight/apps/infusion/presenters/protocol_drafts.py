"""What a clinician sees of words that are not a version yet: each fault on its line, what changes value by value against
the version they began from, and what the sample session would be asked otherwise."""

from dataclasses import dataclass

from firstlight.apps.infusion.queries import ProtocolInClinic
from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.differences import Difference, differences
from firstlight.clinical.protocol.errors import ProtocolError
from firstlight.clinical.protocol.protocol import Protocol
from firstlight.clinical.protocol.sample_session import SampleChange, SampleLine, sample_changes, sample_session


@dataclass(frozen=True, slots=True)
class FaultRow:
    """`words` is the line as it is written."""

    line: int
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Two versions side by side: value by value, and as they show in the sample session."""

    before: Protocol
    after: Protocol
    values: tuple[Difference, ...]
    sample: tuple[SampleChange, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """`protocol` is None while there are faults. `changes` is None where there is nothing to compare with; `sample` is
    what the sample session is asked under these words."""

    faults: list[FaultRow]
    protocol: Protocol | None
    changes: Changes | None
    sample: tuple[SampleLine, ...]


def draft_view(text: str, based_on: ProtocolInClinic | None) -> DraftView:
    """The check of one text."""
    try:
        protocol = load.parse(text)
    except ProtocolError as refused:
        lines = text.split("\n")
        rows = [FaultRow(fault.line, lines[fault.line - 1].strip(), fault.reason) for fault in refused.faults]
        return DraftView(rows, None, None, ())
    changes = changes_view(based_on.protocol, protocol) if based_on else None
    return DraftView([], protocol, changes, sample_session(protocol))


def changes_view(before: Protocol, after: Protocol) -> Changes:
    """From one version to another."""
    return Changes(before, after, differences(before, after), sample_changes(before, after))
