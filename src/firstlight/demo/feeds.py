"""The monitors at the bays of both clinics: one of each maker's shape in turn, and what they showed before the doors opened."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from firstlight.apps import clock
from firstlight.apps.infusion.actions.place_monitor import place_monitor
from firstlight.apps.infusion.actions.store_readings import store_readings
from firstlight.apps.infusion.models import Binding, GivenEntry, Monitor, MonitorMessage
from firstlight.clinical.monitoring.reading import UNITS, FeedMessage, Reading
from firstlight.demo import people
from firstlight.demo.hours import days_before, doors
from firstlight.demo.opening import DAYS_AGO, US, Opened
from firstlight.demo.vitals import CUFF_EVERY_MINUTES, Change, Course, Person, continuous, course_at, cuff
from firstlight.integration.hl7.simulate.beds import MIXED, beds, identifier

PLACES = [(code, bay) for code, clinic in people.clinics().items() for bay in range(1, clinic["bays"] + 1)]
BEDS = beds(len(PLACES), MIXED)
BAYS = next(clinic["bays"] for clinic in people.clinics().values())  # of the first clinic, whose beds come first
EVERY = timedelta(seconds=10)
NOBODY = Person(0, {"pulse": 70.0})


class Joined(NamedTuple):
    """Whom a monitor is joined to, since when, and what has been done at the pump."""

    person: Person
    since: datetime
    changes: list[Change]


def monitor_at(code: str, bay: int) -> str:
    """What the monitor at a bay calls itself. Bays are counted from 1."""
    return identifier(BEDS[PLACES.index((code, bay))])


def joined() -> dict[str, Joined]:
    """Which monitors are joined to whom now."""
    known: dict[str | None, Person] = {invented.details.nhs_number: invented.person for invented in people.patients()}
    rows = Binding.objects.filter(ends_at__isnull=True, session__patient__nhs_number__in=known).values_list(
        "monitor__identifier", "session_id", "session__patient__nhs_number", "starts_at"
    )
    changes = _changes(session for _, session, _, _ in rows)
    return {monitor: Joined(known[number], since, changes[session]) for monitor, session, number, since in rows}


def _changes(sessions: Iterable[int]) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = defaultdict(list)
    entries = GivenEntry.objects.filter(session_id__in=list(sessions)).order_by("effective_at", "id")
    for session, at, rate in entries.values_list("session_id", "effective_at", "rate_ml_h"):
        found[session].append((at, bool(rate)))
    return found


class Feeds:
    """The monitors before the doors opened: their rows by what they call themselves, how far each has shown, and its
    newest message by kind of value."""

    def __init__(self, opened: Opened, codes: Collection[str], now: datetime) -> None:
        """One at every bay of these clinics."""
        self._opened, self._places = opened, [place for place in PLACES if place[0] in codes]
        self.ids: dict[str, int] = {}
        self._until: dict[str, datetime] = {}
        self._newest: dict[str, dict[str, tuple[str, float]]] = {}
        self._switch_on(days_before(now, DAYS_AGO))
        self._place(now)
        self._switch_on(doors(now)[0])

    def catch_up(self) -> None:
        """Store what every joined monitor has shown until now."""
        messages = [message for monitor, whose in joined().items() for message in self._since_last(monitor, whose)]
        if messages:
            store_readings(messages)

    def newest(self, monitor: str) -> dict[str, tuple[int, float]]:
        """{kind: (message id, value)} of what a monitor showed last."""
        shown = self._newest[monitor]
        sent = {control for control, _ in shown.values()}
        ids = dict(
            MonitorMessage.objects.filter(monitor__identifier=monitor, control_id__in=sent).values_list(
                "control_id", "id"
            )
        )
        return {kind: (ids[control], value) for kind, (control, value) in shown.items()}

    def _since_last(self, monitor: str, whose: Joined) -> Iterator[FeedMessage]:
        if self._until.get(monitor, whose.since) <= whose.since:
            self._until[monitor], self._newest[monitor] = whose.since, {}
        while (at := self._until[monitor] + EVERY) <= clock.now():
            self._until[monitor] = at
            yield self._message(monitor, at, whose)

    def _message(self, monitor: str, at: datetime, whose: Joined) -> FeedMessage:
        second, course = int(at.timestamp()), course_at(whose.changes, at)
        values = continuous(whose.person, course, second)
        if second % (CUFF_EVERY_MINUTES * 60) < EVERY.seconds:
            values |= cuff(whose.person, course, second // 60)
        made = message(monitor, at, values)
        self._newest[monitor].update({kind: (made.control_id, value) for kind, value in values.items()})
        return made

    def _switch_on(self, at: datetime) -> None:
        values = continuous(NOBODY, Course(), 0)
        store_readings([message(monitor_at(*place), at, values) for place in self._places])

    def _place(self, now: datetime) -> None:
        self.ids = dict(Monitor.objects.values_list("identifier", "id"))
        with clock.at(days_before(now, DAYS_AGO)):
            for code, bay in self._places:
                place_monitor(
                    US,
                    monitor_id=self.ids[monitor_at(code, bay)],
                    clinic_id=self._opened.clinics[code],
                    label=f"Monitor {bay}",
                    bay_id=self._opened.bays[code][bay - 1],
                )


def message(monitor: str, at: datetime, values: dict[str, float]) -> FeedMessage:
    """One message as the listener would have understood it."""
    second = int(at.timestamp())
    readings = tuple(Reading(kind, value, UNITS[kind], at) for kind, value in values.items())
    return FeedMessage(monitor, f"before-{second}", second.to_bytes(16, "big"), at, at, readings, False, (), "")
