"""NEWS2, the National Early Warning Score 2, by the exact table of the Royal College of Physicians: 0 to 20.

It is never totalled from a part of its values. It scores a systolic from 111 to 219 as 0, so it does not see the pressure
that ketamine raises, and dissociation can look like new confusion: it is never the only thing that asks for attention.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, cast, get_args

from firstlight.clinical.kinds import IN_WORDS, LABELS
from firstlight.clinical.scales import load

Parameter = Literal["resp_rate", "spo2", "oxygen", "systolic", "pulse", "consciousness", "temperature"]
PARAMETERS: tuple[Parameter, ...] = get_args(Parameter)
Scale = Literal[1, 2]
"""Scale 2 is for a person whose target saturation a doctor has set to 88 to 92 %; scale 1 is for everybody else."""

ACKNOWLEDGEMENT = (
    "Reproduced from: Royal College of Physicians. National Early Warning Score (NEWS) 2: Standardising the assessment of "
    "acute-illness severity in the NHS. Updated report of a working party. London: RCP, 2017."
)


@dataclass(frozen=True)
class Part:
    """One parameter: its value (a figure, a letter of ACVPU, "air" or "oxygen") and what it scores."""

    parameter: Parameter
    label: str
    value: Decimal | str
    score: int


@dataclass(frozen=True)
class News2:
    """A total with its parts. `highest_part` is what one parameter alone scores: 3 asks for attention by itself."""

    total: int
    scale: Scale
    parts: tuple[Part, ...]

    @property
    def highest_part(self) -> int:
        return max(part.score for part in self.parts)


@dataclass(frozen=True)
class NotScored:
    """A set from which no total may be made, with what is missing from it."""

    missing: tuple[Parameter, ...]

    @property
    def words(self) -> str:
        return f"No NEWS2: {', '.join(LABELS[parameter] for parameter in self.missing)} not taken."


@dataclass(frozen=True)
class Row:
    """One cell of the table. Bounds are inclusive; None is open. `scale` and `breathing` None hold for both."""

    parameter: Parameter
    scale: Scale | None
    breathing: str | None
    low: Decimal | None
    high: Decimal | None
    word: str | None
    score: int

    def holds(self, value: Decimal | str, scale: Scale, breathing: str) -> bool:
        if self.scale not in (None, scale) or self.breathing not in (None, breathing):
            return False
        if isinstance(value, str):
            return value == self.word
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


def news2(values: Mapping[str, Decimal | str], scale: Scale = 1) -> News2 | NotScored:
    """The score of one set. `values` is kind to value: whole numbers, a temperature to one place, "A" to "U", "air" or
    "oxygen"; kinds that NEWS2 does not use are passed over.

    Raises ValueError for a value that no cell of the table holds: 36.05 °C, or a letter that is not of ACVPU.
    """
    missing = tuple(parameter for parameter in PARAMETERS if parameter not in values)
    if missing:
        return NotScored(missing)
    breathing = str(values["oxygen"])
    parts = tuple(_part(parameter, values[parameter], scale, breathing) for parameter in PARAMETERS)
    return News2(sum(part.score for part in parts), scale, parts)


@cache
def table() -> tuple[Row, ...]:
    """The published table, cell by cell."""
    return tuple(_row(cells) for cells in load.table("news2"))


def _part(parameter: Parameter, value: Decimal | str, scale: Scale, breathing: str) -> Part:
    if isinstance(value, str) is not (parameter in IN_WORDS):
        raise ValueError(f"{LABELS[parameter]} {value} is not a value that NEWS2 scores.")
    row = next((row for row in table() if row.parameter == parameter and row.holds(value, scale, breathing)), None)
    if row is None:
        raise ValueError(f"{LABELS[parameter]} {value} is not a value that NEWS2 scores.")
    return Part(parameter, LABELS[parameter], value, row.score)


def _row(cells: Mapping[str, str]) -> Row:
    return Row(
        parameter=cast(Parameter, cells["parameter"]),
        scale=cast(Scale, int(cells["scale"])) if cells["scale"] else None,
        breathing=cells["breathing"] or None,
        low=_bound(cells["low"]),
        high=_bound(cells["high"]),
        word=cells["word"] or None,
        score=int(cells["score"]),
    )


def _bound(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None
