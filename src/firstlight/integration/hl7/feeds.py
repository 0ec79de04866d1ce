"""The groups of a message, one for each patient in it, and the feed messages that come of them: one for each monitor,
since a monitor is what a nurse binds to a session."""

from hashlib import blake2b

from firstlight.clinical.monitoring.reading import FeedMessage
from firstlight.integration.hl7.header import Header
from firstlight.integration.hl7.identity import Place, instrument, patient, speaker
from firstlight.integration.hl7.meanings import Meanings
from firstlight.integration.hl7.preference import Candidate, contested, preferred
from firstlight.integration.hl7.rows import Rows, storable
from firstlight.integration.hl7.times import LAG, Timekeeper

MOST_OF_AN_IDENTIFIER = 200
MOST_OF_A_FIELD = 250  # what names a device is remembered, and chosen by the sender


class Group:
    """What a message says about one patient: who (PID), where (PV1, ORC, OBR) and the values (OBX)."""

    __slots__ = ("_entering_device", "_filler", "_keeper", "_location", "_requested", "has_patient", "rows", "stated")

    def __init__(self, header: Header, keeper: Timekeeper, meanings: Meanings) -> None:
        self.rows = Rows(meanings, keeper, header.delimiters)
        self.rows.time = keeper.at(header.sent) if header.sent else None
        self.has_patient = self._requested = False
        self.stated = ""
        self._keeper = keeper
        self._location = self._entering_device = self._filler = ""

    @property
    def place(self) -> Place:
        """What names a device or a bed around the values."""
        return Place(
            self._location[:MOST_OF_A_FIELD], self._entering_device[:MOST_OF_A_FIELD], self._filler[:MOST_OF_A_FIELD]
        )

    @property
    def has_observations(self) -> bool:
        """Whether there is an OBR or an OBX."""
        return self._requested or self.rows.seen

    def add_patient(self, fields: list[str]) -> None:
        """One PID."""
        self.has_patient = True
        self.stated = patient(_field(fields, 3)[:1000], _field(fields, 2)[:MOST_OF_A_FIELD], self.rows.delimiters)

    def add_other(self, tag: str, fields: list[str]) -> None:
        """Any other segment: the ones that say where and when are read."""
        if tag == "OBR":
            self._add_request(fields)
        elif tag == "PV1":
            self._location = _field(fields, 3) or self._location
        elif tag == "ORC":
            self._entering_device = _field(fields, 18) or self._entering_device
        elif len(fields) == 1:
            self.rows.note("a line that is no segment was passed over")

    def _add_request(self, fields: list[str]) -> None:
        self._requested = True
        self._filler = _field(fields, 3) or self._filler
        stated = _field(fields, 7)
        if not stated:
            return
        self.rows.stated_times = True
        at = self._keeper.at(stated)
        if at is None:
            self.rows.note(f"{stated[:40]!r} in OBR-7 is no time; the message's own is taken")
        else:
            self.rows.time = at


def feed_messages(groups: list[Group], header: Header, digest: bytes, peer: str) -> tuple[FeedMessage, ...]:
    """One for each monitor in the message; the first keeps the message's digest, the others one made from it."""
    made: list[FeedMessage] = []
    for group in groups:
        if group.has_observations:
            for monitor, candidates in _by_monitor(group, header, peer):
                own = digest if not made else blake2b(digest + bytes([len(made) % 256]), digest_size=16).digest()
                made.append(_feed_message(monitor, candidates, group, header, own))
    return tuple(made)


def _by_monitor(group: Group, header: Header, peer: str) -> list[tuple[str, list[Candidate]]]:
    """A row that names no instrument belongs to the first one that its group names."""
    rows = group.rows
    first = instrument(rows.instrument[:MOST_OF_A_FIELD], header.delimiters) if rows.instrument else ""
    first = (first or speaker(header, group.place, peer))[:MOST_OF_AN_IDENTIFIER]
    if not rows.instrument or all(device in {"", rows.instrument} for device, *_ in rows.candidates):
        return [(first, rows.candidates)]
    named: dict[str, list[Candidate]] = {}
    for candidate in rows.candidates:
        own = instrument(candidate[0][:MOST_OF_A_FIELD], header.delimiters) if candidate[0] else ""
        named.setdefault(own[:MOST_OF_AN_IDENTIFIER] or first, []).append(candidate)
    return list(named.items())


def _feed_message(
    monitor: str, candidates: list[Candidate], group: Group, header: Header, digest: bytes
) -> FeedMessage:
    rows, keeper = group.rows, group.rows.keeper
    notes: list[str] = []
    if contested(candidates):
        candidates, notes = preferred(candidates)
    readings = tuple([candidate[3] for candidate in candidates])
    if readings:
        newest = max([reading[3] for reading in readings])
    else:
        newest = rows.time if rows.time and rows.time <= keeper.latest else keeper.received_at
    if keeper.received_at - newest > LAG:
        minutes = int((keeper.received_at - newest).total_seconds() // 60)
        notes.append(f"its newest time is {minutes} min before it came: look at the monitor's clock")
    return FeedMessage(
        monitor=storable(monitor),
        control_id=_control_id(header.control_id),
        digest=digest,
        effective_at=newest,
        received_at=keeper.received_at,
        readings=readings,
        tz_assumed=keeper.assumed,
        warnings=rows.notes() + tuple(notes),
        stated_patient=storable(group.stated)[:100],
    )


def _control_id(stated: str) -> str:
    """As it came; a longer one than can be stored is made unlike its neighbours by its digest."""
    plain = storable(stated)
    if len(plain) <= MOST_OF_AN_IDENTIFIER:
        return plain
    return plain[:160] + blake2b(stated.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _field(fields: list[str], number: int) -> str:
    return fields[number] if number < len(fields) else ""
