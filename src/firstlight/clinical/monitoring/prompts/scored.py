"""NEWS2 of the sets that are whole, on the same time axis as what was measured. A set that is not whole has no score, and
dissociation can look like new confusion: the score is one sign among others and never the only one."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from firstlight.clinical.monitoring.prompts.timeline import Seen
from firstlight.clinical.scales.news2 import News2, NotScored, news2

Taken = tuple[datetime, Mapping[str, Decimal | str]]
"""When a set was taken, and its values: figures, a letter of ACVPU, "air" or "oxygen"."""


def scored(sets: Iterable[Taken]) -> Iterator[Seen]:
    """The total and the highest part of each whole set, as values under the name that recorded it."""
    for at, values in sets:
        score = _score(values)
        if isinstance(score, News2):
            yield Seen("news2", float(score.total), at, True)
            yield Seen("news2_single", float(score.highest_part), at, True)


def _score(values: Mapping[str, Decimal | str]) -> News2 | NotScored | None:
    """None for a set with a value between two cells of the table, which nothing may round."""
    try:
        return news2(values)
    except ValueError:
        return None
