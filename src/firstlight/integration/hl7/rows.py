"""The value rows (OBX) about one patient, taken one by one. A row that cannot be taken never costs its neighbours
theirs: it is noted, with its value, and the next one is read."""

import unicodedata
from datetime import datetime

from firstlight.clinical.monitoring.reading import Reading
from firstlight.integration.hl7.delimiters import Delimiters, unescape
from firstlight.integration.hl7.meanings import Meaning, Meanings
from firstlight.integration.hl7.preference import Candidate
from firstlight.integration.hl7.tables import NOT_KEPT
from firstlight.integration.hl7.times import Timekeeper

STANDING = frozenset({"", "F", "R", "P", "S", "V", "A", "B", "U", "I", "C"})  # result states (table 0085) with a value
USUAL = STANDING - {"C"}
TAKEN_BACK = {"D": "deleted", "W": "wrong", "X": "not obtained", "N": "not asked for", "O": "without result"}
NO_MEASUREMENT = {"INV": "invalid", "NAV": "not available", "TEST": "a test", "DEMO": "a demonstration",
                  "CAL": "a calibration", "CALIB": "a calibration"}  # fmt: skip
NULL = '""'
NOT_STORABLE = {"Cc", "Cs", "Zl", "Zp"}
MOST_NOTES = 20
MOST_UNKNOWN = 30
FIGURES = "+-.0123456789"
PADDING = [""] * 19


class Rows:
    """What the rows of one patient gave: candidates for readings, and notes."""

    __slots__ = ("_latest", "_meanings", "_notes", "_tree", "_unknown", "candidates", "delimiters", "future", "instrument",
                 "keeper", "seen", "stated_times", "time")  # fmt: skip

    def __init__(self, meanings: Meanings, keeper: Timekeeper, delimiters: Delimiters) -> None:
        self.delimiters = delimiters
        self.keeper = keeper
        self.candidates: list[Candidate] = []
        self.seen = False
        self.future = 0
        self.instrument = ""  # OBX-18 as it was stated first
        self.stated_times = False
        self.time: datetime | None = None  # of the group: OBR-7, else MSH-7
        self._latest = keeper.latest
        self._meanings = meanings
        self._notes: dict[str, None] = {}  # a set that keeps its order
        self._unknown: dict[str, None] = {}
        self._tree: dict[str, str] = {}

    def add(self, fields: list[str]) -> None:
        """Take one row, split at its field separator."""
        self.seen = True
        if len(fields) < 19:
            fields += PADDING
        if fields[18]:
            self._name_instrument(fields)
        value = fields[5]
        if not value or value == NULL:
            return  # a device row, or "no value": never a nought
        meaning = self._meanings.of(fields[3], fields[6], self.delimiters)
        if meaning.warning:
            self.note(meaning.warning)
        if not meaning.taken:
            self._pass_over(meaning, fields)
        elif (fields[11] in USUAL and not fields[8]) or self._stands(meaning, fields):
            self._take(meaning, fields)

    def add_event(self, fields: list[str]) -> None:
        """Take one row of a message about an event of the monitor: whatever figure it holds may be a limit."""
        self.seen = True
        fields += PADDING
        if fields[18]:
            self._name_instrument(fields)
        if fields[5]:
            self._note_event(self._meanings.of(fields[3], "", self.delimiters), fields)

    def note(self, text: str) -> None:
        """A warning to keep with the message, once."""
        self._notes[text] = None

    def notes(self) -> tuple[str, ...]:
        """All warnings, the unknown rows as one; what is beyond the limit is counted."""
        notes = [*self._notes, *self.keeper.notes]
        if self._unknown:
            more = f" and {len(self._unknown) - MOST_UNKNOWN} more" if len(self._unknown) > MOST_UNKNOWN else ""
            notes = [*notes, f"not in the tables: {', '.join(list(self._unknown)[:MOST_UNKNOWN])}{more}"]
        if len(notes) > MOST_NOTES:
            notes = [*notes[:MOST_NOTES], f"and {len(notes) - MOST_NOTES} more"]
        return tuple(storable(note) for note in notes)

    def _take(self, meaning: Meaning, fields: list[str]) -> None:
        figure = _figure(fields[5])
        if figure is None:
            figure = self._structured(fields)
            if figure is None:
                self.note(f"{meaning.label}: {fields[5][:40]!r} is not a number")
                return
        if meaning.converts:
            figure = round(figure * meaning.factor + meaning.offset, 2)
        if not meaning.low <= figure <= meaning.high:
            self.note(f"{meaning.label}: {fields[5][:40]} is no possible value")
            return
        stated = fields[14]
        at = self._stated(meaning, stated) if stated else self.time or self._untimed()
        if at > self._latest:
            self.future += 1
            self.note(f"{meaning.label}: {fields[5][:40]} is timed in the future; set the monitor's clock")
            return
        device = fields[18] or (self._tree.get(fields[4].partition(".")[0], "") if self._tree else "")
        self.candidates.append((device, meaning.rank, meaning.label, Reading(meaning.kind, figure, meaning.unit, at)))

    def _stated(self, meaning: Meaning, stated: str) -> datetime:
        """OBX-14, else the group's time."""
        self.stated_times = True
        at = self.keeper.at(stated)
        if at is not None:
            return at
        self.note(f"{meaning.label}: {stated[:40]!r} is no time; the time of its group is taken")
        return self.time or self._untimed()

    def _untimed(self) -> datetime:
        self.note("no time is stated; the time of arrival is taken")
        return self.keeper.received_at

    def _stands(self, meaning: Meaning, fields: list[str]) -> bool:
        """Whether a row with a result state or a flag that is not the usual one holds a measurement."""
        status = fields[11].strip().upper()
        if status in TAKEN_BACK:
            self.note(f"{meaning.label}: {fields[5][:40]} is marked {TAKEN_BACK[status]} and is not kept")
            return False
        if status == "C":
            self.note(f"{meaning.label}: {fields[5][:40]} corrects an earlier value")
        elif status not in STANDING:
            self.note(f"{meaning.label}: the result state {status[:20]!r} is not known")
        return self._flagged(meaning, fields)

    def _flagged(self, meaning: Meaning, fields: list[str]) -> bool:
        flags = fields[8].upper().replace(self.delimiters.component, self.delimiters.repetition)
        for flag in flags.split(self.delimiters.repetition) if self.delimiters.repetition else [flags]:
            if flag in NO_MEASUREMENT:
                self.note(f"{meaning.label}: {fields[5][:40]} is marked {NO_MEASUREMENT[flag]} and is not kept")
                return False
            if flag == "QUES":
                self.note(f"{meaning.label}: {fields[5][:40]} is marked questionable")
        return True

    def _pass_over(self, meaning: Meaning, fields: list[str]) -> None:
        """Note why a row with a value gives no reading."""
        if meaning.kind == NOT_KEPT:
            return
        value = unescape(fields[5], self.delimiters)[:80]
        if meaning.fault:
            self.note(f"{meaning.label}: {meaning.fault}; {value} is not kept")
        elif "ALERT" in fields[3].upper() or "MDC_EVT" in fields[3]:
            self._note_event(meaning, fields)
        else:
            self._unknown[meaning.label] = None

    def _note_event(self, meaning: Meaning, fields: list[str]) -> None:
        value = unescape(fields[5], self.delimiters)[:80]
        self.note(f"event of the monitor, kept as context only: {meaning.label}: {value}")

    def _structured(self, fields: list[str]) -> float | None:
        """A structured number (SN) that is one plain number: no comparator, or '='."""
        parts = fields[5].split(self.delimiters.component)
        if fields[2] != "SN" or len(parts) < 2 or parts[0] not in {"", "="} or any(parts[2:]):
            return None
        return _figure(parts[1])

    def _name_instrument(self, fields: list[str]) -> None:
        if not self.instrument:
            self.instrument = fields[18]
        if not fields[5] and fields[4]:
            self._tree[fields[4].partition(".")[0]] = fields[18]  # a device row names all of its tree


def _figure(text: str) -> float | None:
    """A number as monitors write it, or None. No exponents, underscores, words or foreign digits."""
    if text.strip(FIGURES):
        text = text.strip()
        if text.strip(FIGURES):
            return None
    try:
        return float(text)
    except ValueError:
        return None


def storable(text: str) -> str:
    """Without what a database or a list of lines cannot hold: control characters, line ends, halves of surrogates."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if unicodedata.category(sign) in NOT_STORABLE else sign for sign in text)
