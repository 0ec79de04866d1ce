"""One session on paper: who, what was prescribed and given, the chart, every reading, what happened, who signed."""

from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.presenters.chart import chart_figures, traces_of
from firstlight.apps.infusion.presenters.figures import ChartFigures
from firstlight.apps.infusion.presenters.history import EntryLine, history_view
from firstlight.apps.infusion.presenters.table import ReadingsTable, readings_table
from firstlight.apps.infusion.queries import SessionRecord, Standing
from firstlight.apps.people.queries import PatientBanner

SIGNED_MOVES = {
    "start": "Recorded the start",
    "complete": "Recorded the end",
    "stop": "Recorded the stop",
    "leave": "Signed fit to leave",
}


@dataclass(frozen=True, slots=True)
class Signature:
    what: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SummaryView:
    """`printed_at` and `version` say which state of the record the paper shows."""

    record: SessionRecord
    standing: Standing
    banner: PatientBanner
    chart: ChartFigures
    table: ReadingsTable
    lines: list[EntryLine]
    signatures: list[Signature]
    printed_at: datetime
    printed_by: str
    version: int


def summary_view(record: SessionRecord, printed_by: str) -> SummaryView:
    """Oldest line first, as a story is read."""
    standing = record.standing
    return SummaryView(
        record=record,
        standing=standing,
        banner=standing.patient,
        chart=chart_figures(record, traces_of(record)),
        table=readings_table(record),
        lines=history_view(record)[::-1],
        signatures=_signatures(record),
        printed_at=standing.at,
        printed_by=printed_by,
        version=standing.version,
    )


def _signatures(record: SessionRecord) -> list[Signature]:
    found = [Signature(SIGNED_MOVES[line.move], line.by, line.at) for line in record.moves if line.move in SIGNED_MOVES]
    prescription = record.prescription
    if prescription is not None:
        checks = [Signature("Checked the prescription", check.by, check.at) for check in prescription.checks]
        found = [Signature("Prescribed", prescription.signed_by, prescription.signed_at), *checks, *found]
    second = [
        Signature("Second check at the start", line.checked_by, line.at) for line in record.given if line.checked_by
    ]
    return sorted([*found, *second], key=lambda one: one.at)
