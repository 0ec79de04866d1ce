"""Who comes, and how it goes: the day's list of monday.toml, and before each of today's visits the earlier ones of the
series, a week apart as the protocol has it. Nothing here is written to any database."""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from firstlight.demo import people
from firstlight.demo.hours import LONDON, doors
from firstlight.demo.people import DATA, Invented
from firstlight.demo.vitals import Change, Person

GIVING_MINUTES = 40.0
WEEK = timedelta(days=7)
BEFORE, AFTER = timedelta(minutes=25), timedelta(minutes=130)  # from arriving to the start; from the start to leaving
UNPUNCTUAL = 240  # seconds


@dataclass(frozen=True, slots=True)
class Visit:
    """One planned session. `start` is when the drug is begun; minutes are counted from it. `live`: a monitor is joined."""

    invented: Invented
    bay: int
    nurse: str
    number: int
    of: int
    start: datetime
    live: bool = False
    unconsented: bool = False
    pause: tuple[float, float, str] | None = None
    stop: tuple[float, str] | None = None
    not_started: str = ""
    came: bool = False
    missed: tuple[int, ...] = ()
    again: tuple[float, ...] = ()
    response: float | None = None

    @property
    def planned_start(self) -> datetime:
        """As booked: the five minutes before."""
        return self.start.replace(minute=self.start.minute // 5 * 5, second=0, microsecond=0)

    @property
    def end(self) -> datetime:
        """When the giving ends."""
        paused = self.pause[1] if self.pause else 0.0
        return self.at(self.stop[0] if self.stop else GIVING_MINUTES + paused)

    @property
    def changes(self) -> list[Change]:
        """When the drug began to run, and ceased to."""
        minute, minutes, _ = self.pause or (0.0, 0.0, "")
        paused = [(self.at(minute), False), (self.at(minute + minutes), True)] if self.pause else []
        return [(self.start, True), *paused, (self.end, False)]

    @property
    def weight_kg(self) -> Decimal:
        """As weighed that day."""
        drift = random.Random(f"{self.invented.index}/{self.start:%d}").uniform(-0.4, 0.4)
        return Decimal(f"{self.invented.weight_kg + drift:.1f}")

    @property
    def next_day(self) -> date:
        """When the next visit of the series is."""
        return self.start.date() + WEEK

    @property
    def person(self) -> Person:
        """What the figures are made from."""
        usual = self.invented.person
        return usual if self.response is None else replace(usual, response=self.response)

    def at(self, minute: float) -> datetime:
        """The moment of a minute."""
        return self.start + timedelta(minutes=minute)


def todays(now: datetime) -> list[Visit]:
    """Everybody who comes and leaves while the doors are open, in both clinics."""
    first, last = doors(now)
    visits = [_visit(row, now.astimezone(LONDON)) for row in _rows()]
    return [visit for visit in visits if first <= visit.start - BEFORE and visit.start + AFTER <= last]


def before(visit: Visit) -> Iterator[Visit]:
    """The earlier visits of the series, the newest first. One that was not started was made up for at the next."""
    row = next(row for row in _rows() if row["patient"] == visit.invented.name)
    unusual = {told["back"]: told for told in row.get("before", ())}
    number, back = visit.number, 0
    while number > 1:
        back += 1
        told = {key: value for key, value in unusual.get(back, {}).items() if key != "back"}
        number -= "not_started" not in told
        usual = replace(_usual(visit), number=number, start=_back(visit, back))
        yield replace(usual, **told)


def _usual(visit: Visit) -> Visit:
    return Visit(visit.invented, visit.bay, visit.nurse, visit.number, visit.of, visit.start)


def _back(visit: Visit, back: int) -> datetime:
    """The start so many weeks before, at about the same time by the wall clock."""
    day = visit.start - back * WEEK
    return day + timedelta(seconds=random.Random(f"{visit.invented.index}/{day:%j}").randint(-UNPUNCTUAL, UNPUNCTUAL))


@cache
def _rows() -> list[dict[str, Any]]:
    return list(tomllib.loads((DATA / "monday.toml").read_text(encoding="utf-8"))["visits"])


def _visit(row: dict[str, Any], now: datetime) -> Visit:
    known = {invented.name: invented for invented in people.patients()}
    told = {key: value for key, value in row.items() if key not in ("patient", "before", "start")}
    start = now + timedelta(minutes=row["start"])
    return Visit(known[row["patient"]], start=start, live=True, **told)
