"""The whole record of one session, for its page and its summary: every line, those entered in error too."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.entry_kinds import BY_LABEL, Markable
from firstlight.apps.infusion.models import Binding, Correction, Move, ObservationSet, SessionEvent
from firstlight.apps.infusion.queries.clinic_now import ClinicNow
from firstlight.apps.infusion.queries.facts import administrations
from firstlight.apps.infusion.queries.from_rows import Marks, binding_line, error_mark, event_line, move_line
from firstlight.apps.infusion.queries.gathered import Gathered, gathered_one
from firstlight.apps.infusion.queries.lines import (
    BindingLine,
    ElsewhereLine,
    EventLine,
    GateLine,
    GivenLine,
    MoveLine,
    SetLine,
)
from firstlight.apps.infusion.queries.moved import timed
from firstlight.apps.infusion.queries.readings import bindings_of, feeds_from
from firstlight.apps.infusion.queries.standings import Standing, standing_of
from firstlight.apps.medicines.queries import Prescribed
from firstlight.apps.pathway.queries import ConsentOnFile
from firstlight.apps.refusals import NotThere
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
    duty = on_duty(found.session.clinic_id, now)
    bindings = bindings_of([session_id], now)
    standing = standing_of(found, duty, feeds_from(bindings, now).get(session_id), now)
    return _record(found, standing, duty, bindings)


def record_in(clinic: ClinicNow, session_id: int) -> SessionRecord:
    """The same for one that was read with its clinic, in three queries more. Raises NotThere."""
    found = clinic.gathered.get(session_id)
    if found is None:
        raise NotThere("There is no such session in this clinic. Go back to the board and open it from there.")
    return _record(found, clinic.standings[session_id], clinic.duty, clinic.bindings)


def _record(
    found: Gathered, standing: Standing, duty: tuple[OnDuty, ...], bindings: Iterable[Binding]
) -> SessionRecord:
    session = found.session
    return SessionRecord(
        clinic_id=session.clinic_id,
        standing=standing,
        protocol=found.protocol,
        prescription=found.prescription,
        consent=found.consent,
        duty=duty,
        moves=_moves(session.pk),
        given=tuple(found.given),
        segments=segments(administrations(found.given), session.ended_at or standing.at),
        sets=tuple(found.sets),
        gates=tuple(found.gates),
        events=_events(session.pk, found.marks),
        bindings=tuple(binding_line(row) for row in bindings if row.session_id == session.pk),
        elsewhere=_elsewhere(found.elsewhere),
    )


def _moves(session_id: int) -> tuple[MoveLine, ...]:
    return tuple(move_line(row) for row in timed(Move.objects.filter(session_id=session_id)))


def _events(session_id: int, marks: Marks) -> tuple[EventLine, ...]:
    rows = SessionEvent.objects.filter(session_id=session_id).select_related("by")
    return tuple(event_line(row, marks) for row in rows)


def _elsewhere(rows: list[Correction]) -> tuple[ElsewhereLine, ...]:
    """Lines made on other people's records by mistake that belong here, as their marks say. A query a kind of line."""
    ids: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        ids[row.entry_type].append(row.entry_id)
    entries = {(label, entry.pk): entry for label, wanted in ids.items() for entry in _entries(label, wanted)}
    return tuple(_elsewhere_line(row, entries[row.entry_type, row.entry_id]) for row in rows)


def _entries(label: str, ids: list[int]) -> Iterable[Markable]:
    if label == ObservationSet._meta.label:
        return ObservationSet.objects.filter(pk__in=ids).prefetch_related("observations")
    _, model = BY_LABEL[label]
    return model._default_manager.filter(pk__in=ids)


def _elsewhere_line(row: Correction, entry: Markable) -> ElsewhereLine:
    kind, _ = BY_LABEL[row.entry_type]
    return ElsewhereLine(row.session_id, kind, _says(entry), entry.effective_at, error_mark(row))


def _says(entry: Markable) -> str:
    if isinstance(entry, ObservationSet):
        return ", ".join(f"{value.kind} {value.typed} {value.unit}".strip() for value in entry.observations.all())
    return str(entry)
