"""What the monitors of the invented clinics show while they are open: each follows the session it is joined to."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from django.db import Error

from firstlight.demo.feeds import BEDS, Joined, joined
from firstlight.demo.vitals import CUFF_EVERY_MINUTES, continuous, course_at, cuff
from firstlight.integration.hl7.simulate.beds import identifier

LOOK_EVERY = 5.0  # seconds
SILENT_BED, SILENT_SECONDS = 3, 180.0  # one cable is out when the doors open, and somebody finds it


class Bedside:
    """A source of values by bed (from 0) and moment. Values are made up anew; sessions are looked up every 5 seconds."""

    def __init__(self, clock_seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = clock_seconds
        self._opened = clock_seconds()
        self._joined: dict[str, Joined] = joined()

    def keep_looking(self) -> None:
        """In a thread of its own, for the life of the process."""
        threading.Thread(target=self._look_for_ever, daemon=True).start()

    def __call__(self, bed: int, moment: datetime) -> dict[str, float] | None:
        """{kind: value}, or None while a monitor sends nothing: nobody is joined to it, or its cable is out."""
        whose = self._joined.get(identifier(BEDS[bed]))
        if whose is None or (bed == SILENT_BED and self._seconds() - self._opened < SILENT_SECONDS):
            return None
        second = int(moment.timestamp())
        measured = second - second % int(CUFF_EVERY_MINUTES * 60)
        then = course_at(whose.changes, datetime.fromtimestamp(measured, moment.tzinfo))
        now = course_at(whose.changes, moment)
        return {
            **continuous(whose.person, now, second),
            **cuff(whose.person, then, measured // 60),
            "cuff_at": float(measured),
        }

    def _look_for_ever(self) -> None:
        while True:
            time.sleep(LOOK_EVERY)
            with suppress(Error):  # a database that is busy is asked again
                self._joined = joined()
