"""Reads the protocols that ship with Firstlight. A clinic's own files go through the same `parse`."""

import csv
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from pydantic import ValidationError

from firstlight.clinical.protocol.build import build
from firstlight.clinical.protocol.errors import Fault, ProtocolError
from firstlight.clinical.protocol.faults import faults_of
from firstlight.clinical.protocol.lines import LineIndex
from firstlight.clinical.protocol.origins import origins
from firstlight.clinical.protocol.protocol import Protocol
from firstlight.clinical.protocol.provenance import ProtocolValue
from firstlight.clinical.protocol.schema import ProtocolFile

_DATA = resources.files("firstlight.clinical.protocol") / "data"


def packaged() -> tuple[str, ...]:
    """Codes of the shipped protocols, in order."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in _DATA.iterdir() if file.name.endswith(".toml")))


def packaged_text(code: str) -> str:
    """The file as it ships, for the record of the version and for the approver to read. Raises KeyError if unknown."""
    if code not in packaged():
        raise KeyError(code)
    return (_DATA / f"{code}.toml").read_text(encoding="utf-8")


def sources() -> Mapping[str, str]:
    """What each source key of the shipped protocols stands for."""
    rows = csv.DictReader((_DATA / "sources.csv").read_text(encoding="utf-8").splitlines())
    return {row["key"]: row["citation"] for row in rows}


@cache
def sample_rows() -> tuple[dict[str, str], ...]:
    """The values of the sample session, a set a row; an empty cell was not taken."""
    return tuple(csv.DictReader((_DATA / "sample_course.csv").read_text(encoding="utf-8").splitlines()))


def parse(text: str) -> Protocol:
    """The protocol that a file describes. Raises ProtocolError with every fault and its line.

    Each value called sourced or derived is held against the shipped file of that code: where it differs it needs approval.
    """
    protocol = _built(text)
    shipped = _shipped(protocol.code)
    values = tuple(replace(value, as_shipped=_stands(value, shipped)) for value in protocol.provenance)
    return replace(protocol, provenance=values)


def _stands(value: ProtocolValue, shipped: frozenset[ProtocolValue]) -> bool:
    return value.confidence in ("recall", "proposed") or replace(value, line=0) in shipped


@cache
def _shipped(code: str) -> frozenset[ProtocolValue]:
    """The values of a shipped protocol, wherever they stand in its file; none of a protocol that does not ship."""
    values = _built(packaged_text(code)).provenance if code in packaged() else ()
    return frozenset(replace(value, line=0) for value in values)


def _built(text: str) -> Protocol:
    raw, lines = _read(text), LineIndex(text)
    try:
        file = ProtocolFile.model_validate(raw)
    except ValidationError as error:
        raise ProtocolError(*faults_of(error, lines)) from error
    return build(file, origins(file, lines))


def _read(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ProtocolError(_not_toml(text, str(error))) from error


def _not_toml(text: str, message: str) -> Fault:
    """The reader's own fault: its line, or the last line when it ran off the end."""
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line = int(place[1]) if place else text.count("\n") + 1
    return Fault(line, f"this cannot be read as TOML: {message.split(' (at ')[0]}. Check quotes, brackets and = signs")
