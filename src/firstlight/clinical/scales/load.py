"""Reads the instruments and the tables of scores that ship with Firstlight."""

import csv
import tomllib
from functools import cache
from importlib import resources

from firstlight.clinical.scales.instrument import Instrument

_DATA = resources.files("firstlight.clinical.scales") / "data"


def packaged() -> tuple[str, ...]:
    """Codes of the shipped instruments, in order."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in _DATA.iterdir() if file.name.endswith(".toml")))


@cache
def instrument(code: str) -> Instrument:
    """The shipped instrument. Raises KeyError if there is none of that code."""
    if code not in packaged():
        raise KeyError(code)
    return parse((_DATA / f"{code}.toml").read_text(encoding="utf-8"))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a shipped table of scores, by the names of their columns."""
    return tuple(csv.DictReader((_DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


def parse(text: str) -> Instrument:
    """The instrument that a file describes. Raises ValueError when a key is missing, unknown or of the wrong kind."""
    return Instrument.model_validate(tomllib.loads(text))
