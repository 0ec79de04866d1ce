"""What a session's monitors sent over time, for drawing: far fewer points than were sent, and no peak lost. The work is
done here and not in the database, so that any database gives the same line."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from firstlight.apps.infusion.models import Binding
from firstlight.apps.infusion.queries.belonging import messages_of, taken
from firstlight.apps.infusion.queries.lines import BindingLine

SILENCE = timedelta(minutes=1)
"""A longer wait for the next value ends the line: what happened meanwhile is not known, and is never drawn."""

Run = list[tuple[datetime, float]]


def traces_between(
    bindings: Iterable[BindingLine], kinds: Collection[str], since: datetime, until: datetime, most: int = 400
) -> dict[str, list[Run]]:
    """Runs of (measured at, value) in time order, by kind; about `most` points of a kind at most. One query.

    Where there are more, each stretch of time keeps its lowest and its highest value, and each run its two ends. Only what
    came while the monitor was joined counts; where a value was sent twice, the newer message tells.
    """
    found: dict[str, dict[int, float]] = {kind: {} for kind in kinds}
    for readings, behind_ms in _sent(list(bindings), since, until):
        for kind, value, _unit, measured_ms in json.loads(readings):
            if kind in found:
                found[kind][measured_ms + behind_ms] = value
    return {kind: _runs(values, most) for kind, values in found.items() if values}


def _sent(bindings: Sequence[BindingLine], since: datetime, until: datetime) -> Iterator[tuple[str, int]]:
    """The readings of each message as they are stored, in time order, and by how many ms the monitor's clock was behind
    where a nurse said that it was wrong."""
    wrong = [line for line in bindings if line.by_clock == Binding.Clock.OURS]
    rows = (
        messages_of(line for line in bindings if line not in wrong).exclude(taken(wrong)).order_by("effective_at", "id")
    )
    for readings in rows.filter(effective_at__gte=since, effective_at__lte=until).values_list("readings", flat=True):
        yield readings, 0
    came = messages_of(wrong).filter(received_at__gte=since, received_at__lte=until).order_by("received_at", "id")
    for readings, measured_at, received_at in came.values_list("readings", "effective_at", "received_at"):
        yield readings, (received_at - measured_at) // timedelta(milliseconds=1)


def _runs(values: dict[int, float], most: int) -> list[Run]:
    times = sorted(values)
    numbers = [values[at] for at in times]
    longest = SILENCE // timedelta(milliseconds=1)
    breaks = [place for place in range(1, len(times)) if times[place] - times[place - 1] > longest]
    stretch = -(-2 * len(times) // most) if len(times) > most else 1
    return [
        [(datetime.fromtimestamp(times[place] / 1000, UTC), numbers[place]) for place in _kept(numbers, *ends, stretch)]
        for ends in zip([0, *breaks], [*breaks, len(times)], strict=True)
    ]


def _kept(numbers: Sequence[float], first: int, end: int, stretch: int) -> list[int]:
    """The places from `first` up to `end` that stay: both ends, and the lowest and highest of every stretch."""
    kept = {first, end - 1}
    for start in range(first, end, stretch):
        part = numbers[start : min(start + stretch, end)]
        kept |= {start + part.index(min(part)), start + part.index(max(part))}
    return sorted(kept)
