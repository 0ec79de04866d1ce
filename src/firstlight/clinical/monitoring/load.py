"""Reads the bounds of typed values that ship with Firstlight."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from types import MappingProxyType

from firstlight.clinical.kinds import KINDS, LABELS, UNITS, Kind


@dataclass(frozen=True)
class Bound:
    """What can be typed for one kind. The four figures are None for what is said in words, not figures."""

    kind: Kind
    label: str
    unit: str
    decimals: int
    hard_low: Decimal | None
    hard_high: Decimal | None
    soft_low: Decimal | None
    soft_high: Decimal | None
    source: str
    confidence: str


@cache
def bounds() -> Mapping[Kind, Bound]:
    """The shipped row of each kind, in the order of the entry form."""
    data = resources.files("firstlight.clinical.monitoring") / "data" / "bounds.csv"
    return MappingProxyType(parse(data.read_text(encoding="utf-8")))


def parse(text: str) -> dict[Kind, Bound]:
    """The rows of a bounds file, one for every kind. Raises KeyError when a kind has no row."""
    rows = {row["kind"]: row for row in csv.DictReader(text.splitlines())}
    return {kind: _bound(kind, rows[kind]) for kind in KINDS}


def _bound(kind: Kind, row: Mapping[str, str]) -> Bound:
    return Bound(
        kind=kind,
        label=LABELS[kind],
        unit=UNITS[kind],
        decimals=int(row["decimals"]),
        hard_low=_figure(row["hard_low"]),
        hard_high=_figure(row["hard_high"]),
        soft_low=_figure(row["soft_low"]),
        soft_high=_figure(row["soft_high"]),
        source=row["source"],
        confidence=row["confidence"],
    )


def _figure(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None
