"""Reads the instruments that ship with Firstlight."""

import tomllib
from functools import cache
from importlib import resources

from firstlight.clinical.scales.instrument import Instrument

_DATA = resources.files("firstlight.clinical.scales") / "data"


def packaged() -> tuple[str, ...]:
    """Codes of the shipped instruments, in order."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in _DATA.iterdir()))


@cache
def instrument(code: str) -> Instrument:
    """The shipped instrument. Raises KeyError if there is none of that code."""
    if code not in packaged():
        raise KeyError(code)
    return parse((_DATA / f"{code}.toml").read_text(encoding="utf-8"))


def parse(text: str) -> Instrument:
    """The instrument that a file describes. Raises ValueError when a key is missing, unknown or of the wrong kind."""
    return Instrument.model_validate(tomllib.loads(text))
