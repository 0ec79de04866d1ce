"""Invented figures for a simulated bed: steady with small waves, the same for the same seed. The cuff measures every few
minutes and the other values go on all the time."""

import math
import random
from collections.abc import Callable
from datetime import datetime

CUFF_EVERY = 180  # seconds
TURN = 256  # seconds until the small waves come round again
Values = dict[str, float]
ValueSource = Callable[[int, datetime], Values | None]
"""(bed, moment) -> values by kind, with the cuff's last ones; `cuff_at` (seconds since 1970) says when the cuff measured
them, else the moment when they last changed is taken. None: the monitor sends nothing."""


class SeededFigures:
    """A source of values for `count` beds."""

    def __init__(self, seed: int, count: int) -> None:
        self._turns = [_turn(random.Random(f"{seed}/{bed}")) for bed in range(count)]
        self._cuffs = [_cuffs(random.Random(f"{seed}/{bed}/cuff")) for bed in range(count)]

    def __call__(self, bed: int, moment: datetime) -> Values | None:
        """Values of a bed, from 0."""
        second = int(moment.timestamp())
        measured = second // CUFF_EVERY
        cuffs = self._cuffs[bed]
        return {
            **cuffs[measured % len(cuffs)],
            **self._turns[bed][second % TURN],
            "cuff_at": float(measured * CUFF_EVERY),
        }


def _turn(chance: random.Random) -> list[Values]:
    """One round of pulse, SpO2, breathing and temperature, second by second, without a jump where it closes."""
    pulse, breaths = chance.uniform(58, 84), chance.uniform(11, 18)
    spo2, warmth = chance.uniform(96, 99), chance.uniform(36.1, 37.2)
    phase = chance.uniform(0, math.tau)
    return [
        {
            "pulse": float(round(pulse + 4 * _wave(second, 1, phase) + 2 * _wave(second, 7, phase))),
            "spo2": float(min(100, round(spo2 + 0.8 * _wave(second, 3, phase)))),
            "resp_rate": float(round(breaths + 1.5 * _wave(second, 5, phase))),
            "temperature": round(warmth + 0.1 * _wave(second, 1, phase), 1),
        }
        for second in range(TURN)
    ]


def _cuffs(chance: random.Random) -> list[Values]:
    systolic, diastolic = chance.uniform(108, 138), chance.uniform(64, 84)
    measured = []
    for _ in range(16):
        high, low = round(systolic + chance.gauss(0, 5)), round(diastolic + chance.gauss(0, 3))
        measured.append(
            {"systolic": float(high), "diastolic": float(low), "mean_pressure": float(round(low + (high - low) / 3))}
        )
    return measured


def _wave(second: int, rounds: int, phase: float) -> float:
    return math.sin(math.tau * rounds * second / TURN + phase)
