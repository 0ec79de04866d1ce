"""A figure as it is published: what was measured, the limit that was promised, whether that held, and how busy the machine
was, as the same figure on a busy machine means something else."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

SHARES = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0))


def at_most(value: float | None, limit: float, unit: str) -> dict[str, Any]:
    """Held where `value` is under the limit; a value that could not be measured (None) is not held."""
    return _figure(value, f"under {limit:g} {unit}", value is not None and value < limit)


def at_least(value: float, limit: float, unit: str) -> dict[str, Any]:
    """Held where `value` reaches the limit."""
    return _figure(value, f"at least {limit:g} {unit}", value >= limit)


def none_of(count: int, what: str) -> dict[str, Any]:
    """Held where it never happened."""
    return _figure(count, f"no {what}", count == 0)


def quantiles(values: Iterable[float], unit: str = "ms") -> dict[str, Any]:
    """By nearest rank: of few values the 99th in a hundred is the greatest. Nothing but the count where there is none."""
    ordered = sorted(values)
    found: dict[str, Any] = {"count": len(ordered), "unit": unit}
    return found | {name: round(nearest(ordered, share), 2) for name, share in SHARES if ordered}


def nearest(ordered: Sequence[float], share: float) -> float:
    """The value below or at which this share of the ordered values lies."""
    return ordered[max(0, -int(-len(ordered) * share // 1) - 1)]


def median(values: Iterable[float]) -> float:
    return nearest(sorted(values), 0.5)


def load() -> float:
    """The machine's load over the last minute: processes that ran or waited to run."""
    return round(os.getloadavg()[0], 2)


def all_held(document: Any) -> bool:
    """Whether every figure in a document was held."""
    return all(_held(document))


def _held(document: Any) -> Iterator[bool]:
    if isinstance(document, dict):
        for name, value in document.items():
            if name == "held":
                yield bool(value)
            else:
                yield from _held(value)
    elif isinstance(document, list):
        for value in document:
            yield from _held(value)


def _figure(value: float | None, limit: str, held: bool) -> dict[str, Any]:
    shown = round(value, 2) if isinstance(value, float) else value
    return {"value": shown, "limit": limit, "held": held, "load_average": load()}
