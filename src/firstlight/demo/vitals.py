"""What an invented person's monitor shows: a baseline, a rise while the drug is given, a fall after, and small noise.
It exists so that screens have something to show; it says nothing of any real person."""

import math
import random
from dataclasses import dataclass
from datetime import datetime, timedelta

RISE_MINUTES, FALL_MINUTES = 14.0, 18.0
CUFF_EVERY_MINUTES = 5.0
AT_FULL_EFFECT = {"systolic": 24.0, "diastolic": 14.0, "pulse": 13.0, "spo2": -1.6, "resp_rate": -1.2}
NOISE = {"systolic": 3.0, "diastolic": 2.0, "pulse": 1.6, "spo2": 0.4, "resp_rate": 0.8}
AT_REST = {"spo2": 98.2, "resp_rate": 15.0}


@dataclass(frozen=True, slots=True)
class Person:
    """`rest` holds systolic and diastolic (mmHg) and pulse (per minute) at rest; `seed` makes the noise the person's own."""

    seed: int
    rest: dict[str, float]
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Course:
    """How far the giving has come, in minutes: `given` since the start (None before), `since_end` after it."""

    given: float | None = None
    since_end: float | None = None


def course_at(started: datetime | None, ended: datetime | None, at: datetime) -> Course:
    """How far a giving that began and ended then had come at a moment."""
    if started is None or at < started:
        return Course()
    if ended is None or at <= ended:
        return Course(_minutes(at - started))
    return Course(_minutes(ended - started), _minutes(at - ended))


def _minutes(time: timedelta) -> float:
    return time.total_seconds() / 60


def effect(course: Course) -> float:
    """0 at rest to 1 at its fullest: rises towards 1 while the drug is given and falls away after."""
    if course.given is None:
        return 0.0
    risen = 1.0 - math.exp(-course.given / RISE_MINUTES)
    return risen if course.since_end is None else risen * math.exp(-course.since_end / FALL_MINUTES)


def continuous(person: Person, course: Course, second: int) -> dict[str, float]:
    """Pulse, SpO2 and respiration at a second of the day: {kind: value}."""
    return {kind: _value(person, course, kind, second // 4) for kind in ("pulse", "spo2", "resp_rate")}


def cuff(person: Person, course: Course, minute: int) -> dict[str, float]:
    """A pressure as the cuff measures it, every five minutes: systolic, diastolic and the mean between."""
    turn = int(minute // CUFF_EVERY_MINUTES)
    systolic, diastolic = (_value(person, course, kind, turn) for kind in ("systolic", "diastolic"))
    return {
        "systolic": systolic,
        "diastolic": diastolic,
        "mean_pressure": float(round(diastolic + (systolic - diastolic) / 3)),
    }


def _value(person: Person, course: Course, kind: str, tick: int) -> float:
    """The same person at the same moment always shows the same value, whoever asks."""
    noise = random.Random(f"{person.seed}/{kind}/{tick}").gauss(0.0, NOISE[kind])
    rest = person.rest.get(kind, AT_REST.get(kind, 0.0))
    value = rest + person.strength * effect(course) * AT_FULL_EFFECT[kind] + noise
    return float(round(min(value, 100.0) if kind == "spo2" else value))
