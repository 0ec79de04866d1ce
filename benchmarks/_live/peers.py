"""Part d: the same messages, understood by our splitter and through the libraries that others parse them with. Both sides end
with the same readings: a library only splits, and what it has split is looked up in our own tables, which is kind to it.
Round by round in turn, on one core, by the processor's time."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from importlib.metadata import version
from typing import Any

from benchmarks._live.figures import at_least, load, median
from benchmarks._live.flood import rendered
from firstlight.integration.hl7.framing import Framer
from firstlight.integration.hl7.meanings import Meanings
from firstlight.integration.hl7.message import Site, Understood, understand_frame
from firstlight.integration.hl7.simulate.beds import MIXED, beds
from firstlight.integration.hl7.tables import load_tables

ROUNDS = 5
MESSAGES = {"ours": 2_000, "hl7": 200, "hl7apy": 15}  # so that each takes about as long
LEAST_RATIO = 1.0
Kinds = list[tuple[str, float]]
Understand = Callable[[str], Kinds]


def ours(site: Site, text: str) -> Kinds:
    """From the bytes on the wire to the readings, with all that the listener checks on the way."""
    (frame,) = Framer().feed(b"\x0b" + text.encode() + b"\x1c\r")
    found = understand_frame(frame, "127.0.0.1", datetime.now(UTC), site)
    assert isinstance(found, Understood), found
    return [(reading.kind, reading.value) for feed in found.feeds for reading in feed.readings]


def hl7(meanings: Meanings, text: str) -> Kinds:
    """Through python-hl7: parsed whole, and of each row what names it, its figure, its unit and its time."""
    message = import_module("hl7").parse(text)
    read: Kinds = []
    _ = str(message.segment("MSH")[10]), str(message.segment("PID")[3]), str(message.segment("OBR")[7])
    for row in message.segments("OBX"):
        fields = [str(row[number]) if number < len(row) else "" for number in (3, 5, 6, 14)]
        _take(meanings, fields, read)
    return read


def hl7apy(meanings: Meanings, text: str) -> Kinds:
    """Through hl7apy, as little strict as it can be."""
    message = import_module("hl7apy.parser").parse_message(text, validation_level=2, find_groups=False)
    read: Kinds = []
    for row in message.children:
        if row.name == "OBX":
            fields = [getattr(row, f"obx_{number}").to_er7() for number in (3, 5, 6, 14)]
            _take(meanings, fields, read)
    return read


def _take(meanings: Meanings, fields: list[str], read: Kinds) -> None:
    identifier, figure, unit, _ = fields
    meaning = meanings.of(identifier, unit)
    if figure and meaning.taken:
        value = float(figure)
        read.append((meaning.kind, round(value * meaning.factor + meaning.offset, 2) if meaning.converts else value))


def measure() -> dict[str, Any]:
    """Each library's cost as a multiple of ours, medians of five rounds; a library that is not installed is named."""
    site = Site(Meanings(load_tables()))
    texts = [message.decode() for message in rendered(beds(max(MESSAGES.values()), MIXED))]
    ways: dict[str, Understand] = {"ours": partial(ours, site)}
    ways |= {name: partial(way, site.meanings) for name, way in LIBRARIES.items() if _is_installed(name)}
    for way in ways.values():
        _check_alike(ways["ours"], way, texts[:10])
    costs: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            costs[name].append(_cost(way, texts[: MESSAGES[name]]))
    return {"rounds": ROUNDS, "load_average": load()} | {name: _against(name, costs) for name in ("ours", *LIBRARIES)}


def _cost(way: Understand, texts: Sequence[str]) -> float:
    """Microseconds of a core a message."""
    began = time.process_time()
    for text in texts:
        way(text)
    return (time.process_time() - began) / len(texts) * 1e6


def _against(name: str, costs: dict[str, list[float]]) -> dict[str, Any]:
    if name not in costs:
        return {"not_installed": "run ./firstlight bench live, which installs requirements/bench.lock"}
    own = {"microseconds_a_message": round(median(costs[name]), 1)}
    if name == "ours":
        return own
    ratios = [theirs / mine for theirs, mine in zip(costs[name], costs["ours"], strict=True)]
    spread = {"version": version(name), "lowest": round(min(ratios), 1), "highest": round(max(ratios), 1)}
    return own | spread | {"times_our_cost": at_least(median(ratios), LEAST_RATIO, "times ours")}


def _check_alike(ours: Understand, theirs: Understand, texts: Sequence[str]) -> None:
    """Raises ValueError where a library's way does not end with our readings: then there is nothing to compare."""
    for text in texts:
        if sorted(ours(text)) != sorted(theirs(text)):
            raise ValueError(f"These differ: {sorted(ours(text))} and {sorted(theirs(text))} for {text!r}")


def _is_installed(name: str) -> bool:
    try:
        import_module(name)
    except ImportError:
        return False
    return True


LIBRARIES: dict[str, Callable[[Meanings, str], Kinds]] = {"hl7": hl7, "hl7apy": hl7apy}
