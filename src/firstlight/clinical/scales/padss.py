"""PADSS, the Post-Anesthetic Discharge Scoring System: five items of 0 to 2, scored by a nurse, 0 to 10 in all.

Bleeding is always 2 after an infusion, so the total alone never settles anything: the other leaving checks stand beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from firstlight.clinical.scales import load

VERSION = "padss-five-items-v1"
"""The version with intake and output; another one splits pain and nausea and leaves intake out. Stored with each score."""
HIGHEST = 10


@dataclass(frozen=True)
class Item:
    """One item: what it is called and the words of each score, highest first."""

    key: str
    label: str
    words: Mapping[int, str]


@cache
def items() -> tuple[Item, ...]:
    """The five items, in order."""
    rows = load.table("padss")
    labels = {row["item"]: row["label"] for row in rows}
    return tuple(Item(key, label, _words(rows, key)) for key, label in labels.items())


def total(answers: Mapping[str, int]) -> int | None:
    """The sum of the five items; None while any is unanswered, never a part total.

    Raises ValueError for an item that is not of this score or an answer outside 0 to 2.
    """
    known = {item.key: item for item in items()}
    for key, score in answers.items():
        if key not in known:
            raise ValueError(f"{key} is not an item of PADSS: {', '.join(known)}.")
        if score not in known[key].words:
            raise ValueError(f"{known[key].label} is scored 0, 1 or 2.")
    return sum(answers.values()) if len(answers) == len(known) else None


def _words(rows: Sequence[Mapping[str, str]], key: str) -> Mapping[int, str]:
    return MappingProxyType({int(row["score"]): row["words"] for row in rows if row["item"] == key})
