"""What the monitors of the invented clinic show while it is open: each follows the session it is joined to."""

import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from firstlight.apps.infusion.models import Binding
from firstlight.demo import people
from firstlight.demo.feeds import BEDS
from firstlight.demo.vitals import CUFF_EVERY_MINUTES, Person, continuous, course_at, cuff
from firstlight.integration.hl7.simulate.beds import identifier

LOOK_EVERY = 5.0  # seconds
SILENT_BED, SILENT_SECONDS = 3, 180.0  # one cable is out when the doors open, and somebody finds it


class Giving(NamedTuple):
    """Whom a monitor is joined to, and when the giving began and ended."""

    person: Person
    started: datetime | None
    ended: datetime | None


class Bedside:
    """A source of values by bed (from 0) and moment. Values are made up anew; sessions are looked up every 5 seconds."""

    def __init__(self, clock_seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = clock_seconds
        self._opened = clock_seconds()
        self._people = {person.details.nhs_number: person.person for person in people.patients()}
        self._giving: dict[str, Giving] = {}
        self.look()

    def keep_looking(self) -> None:
        """In a thread of its own, for the life of the process."""
        threading.Thread(target=self._look_for_ever, daemon=True).start()

    def look(self) -> None:
        """Read which monitors are joined to whom."""
        rows = Binding.objects.filter(ends_at__isnull=True).values_list(
            "monitor__identifier", "session__patient__nhs_number", "session__started_at", "session__ended_at"
        )
        self._giving = {
            monitor: Giving(self._people[number], started, ended)
            for monitor, number, started, ended in rows
            if number in self._people
        }

    def __call__(self, bed: int, moment: datetime) -> dict[str, float] | None:
        """{kind: value}, or None while a monitor sends nothing: nobody is joined to it, or its cable is out."""
        giving = self._giving.get(identifier(BEDS[bed]))
        if giving is None or (bed == SILENT_BED and self._seconds() - self._opened < SILENT_SECONDS):
            return None
        second = int(moment.timestamp())
        measured = second - second % int(CUFF_EVERY_MINUTES * 60)
        then = course_at(giving.started, giving.ended, datetime.fromtimestamp(measured, moment.tzinfo))
        now = course_at(giving.started, giving.ended, moment)
        return {
            **continuous(giving.person, now, second),
            **cuff(giving.person, then, measured // 60),
            "cuff_at": float(measured),
        }

    def _look_for_ever(self) -> None:
        while True:
            time.sleep(LOOK_EVERY)
            self.look()
