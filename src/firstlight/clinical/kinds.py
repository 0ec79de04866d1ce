"""The kinds of observation that a set can hold.

Each kind is one value on one scale with one unit; pressure is two kinds that are taken together. Consciousness is a
letter of ACVPU, and oxygen says what the person breathes: both are words, not figures.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

Kind = Literal[
    "systolic",
    "diastolic",
    "pulse",
    "spo2",
    "oxygen",
    "resp_rate",
    "temperature",
    "consciousness",
    "moaas",
    "cadss6",
    "weight",
]

KINDS: tuple[Kind, ...] = get_args(Kind)
IN_WORDS: frozenset[Kind] = frozenset({"oxygen", "consciousness"})

LABELS: Mapping[Kind, str] = MappingProxyType(
    {
        "systolic": "Systolic",
        "diastolic": "Diastolic",
        "pulse": "Pulse",
        "spo2": "SpO2",
        "oxygen": "Air or oxygen",
        "resp_rate": "Respiratory rate",
        "temperature": "Temperature",
        "consciousness": "Consciousness (ACVPU)",
        "moaas": "MOAA/S",
        "cadss6": "CADSS-6",
        "weight": "Weight",
    }
)

UNITS: Mapping[Kind, str] = MappingProxyType(
    {
        "systolic": "mmHg",
        "diastolic": "mmHg",
        "pulse": "/min",
        "spo2": "%",
        "oxygen": "",
        "resp_rate": "/min",
        "temperature": "°C",
        "consciousness": "",
        "moaas": "score",
        "cadss6": "score",
        "weight": "kg",
    }
)
