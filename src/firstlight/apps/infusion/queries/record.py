"""The whole record of one session, for its page and its summary: every line, those entered in error too."""

from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.entry_kinds import BY_LABEL, Markable
from firstlight.apps.infusion.models import Correction, Move, ObservationSet, SessionEvent
from firstlight.apps.infusion.queries.facts import administrations
from firstlight.apps.infusion.queries.from_rows import event_line, move_line, signed
from firstlight.apps.infusion.queries.gathered import gathered_one, marks_of
from firstlight.apps.infusion.queries.lines import (
    BindingLine,
    ElsewhereLine,
    ErrorMark,
    EventLine,
    GateLine,
    GivenLine,
    MoveLine,
    SetLine,
)
from firstlight.apps.infusion.queries.readings import feed_of
from firstlight.apps.infusion.queries.standings import Standing, standing_of
from firstlight.apps.medicines.queries import Prescribed
from firstlight.apps.pathway.queries import ConsentOnFile
from firstlight.apps.scheduling.queries import OnDuty, on_duty
from firstlight.clinical.dosing.administration import RateSegment, segments
from firstlight.clinical.protocol.protocol import Protocol


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """`standing` is how the session stands now; the rest is what was written, each list in the order it happened."""

    clinic_id: int
    standing: Standing
    protocol: Protocol
    prescription: Prescribed | None
    consent: ConsentOnFile | None
    duty: tuple[OnDuty, ...]
    moves: tuple[MoveLine, ...]
    given: tuple[GivenLine, ...]
    segments: tuple[RateSegment, ...]
    sets: tuple[SetLine, ...]
    gates: tuple[GateLine, ...]
    events: tuple[EventLine, ...]
    bindings: tuple[BindingLine, ...]
    elsewhere: tuple[ElsewhereLine, ...]

    @property
    def binding(self) -> BindingLine | None:
        """The monitor joined to the session now."""
        return next((line for line in self.bindings if line.ends_at is None), None)


def session_record(session_id: int, now: datetime) -> SessionRecord:
    """Everything about one session at `now`. Raises NotThere."""
    found = gathered_one(session_id, now)
    session = found.session
    staff = on_duty(session.clinic_id, now)
    until = session.ended_at or now
    return SessionRecord(
        clinic_id=session.clinic_id,
        standing=standing_of(found, staff, feed_of(session_id, now), now),
        protocol=found.protocol,
        prescription=found.prescription,
        consent=found.consent,
        duty=staff,
        moves=_moves(session_id),
        given=tuple(found.given),
        segments=segments(administrations(found.given), until),
        sets=tuple(found.sets),
        gates=tuple(found.gates),
        events=_events(session_id),
        bindings=tuple(found.bindings),
        elsewhere=_elsewhere(session_id),
    )


def _moves(session_id: int) -> tuple[MoveLine, ...]:
    return tuple(move_line(row) for row in Move.objects.filter(session_id=session_id).select_related("by"))


def _events(session_id: int) -> tuple[EventLine, ...]:
    marks = marks_of([session_id])
    rows = SessionEvent.objects.filter(session_id=session_id).select_related("by")
    return tuple(event_line(row, marks) for row in rows)


def _elsewhere(session_id: int) -> tuple[ElsewhereLine, ...]:
    """Lines made on other people's records by mistake that belong here, as their marks say."""
    rows = Correction.objects.filter(belongs_to_id=session_id).select_related("by").order_by("at", "id")
    return tuple(_elsewhere_line(row) for row in rows)


def _elsewhere_line(row: Correction) -> ElsewhereLine:
    kind, model = BY_LABEL[row.entry_type]
    entry = model._default_manager.get(pk=row.entry_id)
    mark = ErrorMark(row.reason, signed(row.by), row.at, row.belongs_to_id)
    return ElsewhereLine(row.session_id, kind, _says(entry), entry.effective_at, mark)


def _says(entry: Markable) -> str:
    if isinstance(entry, ObservationSet):
        return ", ".join(f"{value.kind} {value.typed} {value.unit}".strip() for value in entry.observations.all())
    return str(entry)
