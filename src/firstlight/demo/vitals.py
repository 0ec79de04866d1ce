"""What an invented person's monitor shows: a baseline, a rise while the drug is given, a slower fall after, and small
noise. The mean rise is that of the published series. It exists so that screens have something to show; it says nothing
of any real person."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

RISE_MINUTES, FALL_MINUTES = 14.0, 28.0
CUFF_EVERY_MINUTES = 5.0
AT_FULL_EFFECT = {"systolic": 13.5, "diastolic": 9.0, "pulse": 4.5, "spo2": -1.2, "resp_rate": -1.0, "cadss6": 4.0}
RESTS_ON_RESPONSE = ("systolic", "diastolic", "pulse")
NOISE = {"systolic": 1.6, "diastolic": 1.2, "pulse": 1.6, "spo2": 0.4, "resp_rate": 0.8}
AT_REST = {"spo2": 98.2, "resp_rate": 15.0}
MINUTE = timedelta(minutes=1)
WIDEST = 2.0  # standard deviations of noise


@dataclass(frozen=True, slots=True)
class Person:
    """`rest` holds systolic and diastolic (mmHg) and pulse (per minute) at rest; `seed` makes the noise the person's own;
    `response` is how many times the mean rise this person shows."""

    seed: int
    rest: dict[str, float]
    response: float = 1.0


Change = tuple[datetime, bool]
"""When the drug began to run (True) or ceased to."""


@dataclass(frozen=True, slots=True)
class Course:
    """How the giving has gone until now: (minutes, whether the drug ran) one after another, empty before the start."""

    runs: tuple[tuple[float, bool], ...] = ()


def course_at(changes: Sequence[Change], at: datetime) -> Course:
    """How a giving with these changes, in the order of time, had gone at a moment."""
    made = [change for change in changes if change[0] < at]
    ends = [*(moment for moment, _ in made[1:]), at]
    return Course(tuple(((end - begun) / MINUTE, ran) for (begun, ran), end in zip(made, ends, strict=False)))


def effect(course: Course) -> float:
    """0 at rest to 1 at its fullest: rises towards 1 while the drug runs and falls away while it does not."""
    level = 0.0
    for minutes, ran in course.runs:
        level = (
            1 - (1 - level) * math.exp(-minutes / RISE_MINUTES) if ran else level * math.exp(-minutes / FALL_MINUTES)
        )
    return level


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


def asked(person: Person, course: Course, minute: int) -> dict[str, str]:
    """What no monitor measures, as a nurse types it."""
    felt = AT_FULL_EFFECT["cadss6"] * (1 + min(person.response, 1.0)) * effect(course)
    warmth = 36.6 + _noise(person, "temperature", minute) * 0.1
    return {
        "temperature": f"{warmth:.1f}",
        "consciousness": "A",
        "oxygen": "air",
        "moaas": "5",
        "cadss6": f"{felt:.0f}",
    }


def _value(person: Person, course: Course, kind: str, tick: int) -> float:
    """The same person at the same moment always shows the same value, whoever asks."""
    rest = person.rest.get(kind, AT_REST.get(kind, 0.0))
    response = person.response if kind in RESTS_ON_RESPONSE else 1.0
    value = rest + response * effect(course) * AT_FULL_EFFECT[kind] + NOISE[kind] * _noise(person, kind, tick)
    return float(round(min(value, 100.0) if kind == "spo2" else value))


def _noise(person: Person, kind: str, tick: int) -> float:
    """In standard deviations."""
    drawn = random.Random(f"{person.seed}/{kind}/{tick}").gauss(0.0, 1.0)
    return max(-WIDEST, min(WIDEST, drawn))
