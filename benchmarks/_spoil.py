"""Malformed messages of monitors, made from well-formed ones by cutting, doubling, swapping and spoiling them."""

import random
from collections.abc import Sequence

from firstlight.integration.hl7.simulate.beds import VENDORS, Bed
from firstlight.integration.hl7.simulate.shapes import SHAPES, Moment, Sample

SHOWN = {"systolic": 128.0, "diastolic": 77.0, "mean_pressure": 94.0, "pulse": 66.0, "spo2": 97.0, "resp_rate": 14.0}
SPOILERS = [
    b"\x0b",
    b"\x1c",
    b"\r",
    b"\n",
    b"\x00",
    b"|",
    b"^",
    b"~",
    b"\\",
    b"&",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\x0b\x0b",
    b"\x1c\r",
    b"MSH|",
    b"\\X",
    b"\\.sp9999999999\\",
    b"OBX",
    b"-1e999",
    b'""',
    "\u00e9\ufb01\u2028".encode(),
    b"\xed\xa0\x80",
]
FIELDS = [
    b"",
    b"|" * 400,
    b"9" * 5000,
    b"NaN",
    b"20261341997766",
    b"UNICODE UTF-32",
    b"99991231235959-1200",
    b"00010101000000+1400",
    b"~" * 200,
    b"^" * 200,
    b"\\F\\" * 200,
    b"NE",
    b"AL",
    b"\\X" + b"00" * 500 + b"\\",
]


def seeds() -> list[bytes]:
    """Well-formed messages of every simulated maker."""
    at, cuff = Moment("20261123195958", "20261123195958+0000"), Moment("20261123195700", "20261123195700+0000")
    sample = Sample(SHOWN, at, cuff)
    return [
        SHAPES[vendor](Bed(number, vendor, "S1"), sample, f"C{number}").encode()
        for number, vendor in enumerate(VENDORS)
    ]


def malformed(chance: random.Random, whole: Sequence[bytes]) -> bytes:
    """One input: a message spoilt in one to four ways, or none at all."""
    data = chance.choice(whole)
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(SPOILING)(chance, data)
    return data[:20_000]


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randint(0, len(data))]


def _drop(chance: random.Random, data: bytes) -> bytes:
    start = chance.randint(0, len(data))
    return data[:start] + data[start + chance.randint(1, 60) :]


def _double(chance: random.Random, data: bytes) -> bytes:
    start = chance.randint(0, len(data))
    piece = data[start : start + chance.randint(1, 120)]
    return data[:start] + piece * chance.randint(2, 12) + data[start:]


def _insert(chance: random.Random, data: bytes) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(SPOILERS) + data[at:]


def _flip(chance: random.Random, data: bytes) -> bytes:
    spoilt = bytearray(data or b"x")
    for _ in range(chance.randint(1, 8)):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def _shuffle(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\r")
    chance.shuffle(lines)
    return b"\r".join(lines)


def _refield(chance: random.Random, data: bytes) -> bytes:
    fields = data.split(b"|")
    fields[chance.randrange(len(fields))] = chance.choice(FIELDS)
    return b"|".join(fields)


def _redelimit(chance: random.Random, data: bytes) -> bytes:
    return data.replace(b"^~\\&", bytes(chance.randrange(33, 127) for _ in range(chance.randint(0, 6))), 1)


def _rubbish(chance: random.Random, data: bytes) -> bytes:
    return chance.randbytes(chance.randint(0, 300))


SPOILING = [_cut, _drop, _double, _insert, _insert, _flip, _shuffle, _refield, _refield, _redelimit, _rubbish]
