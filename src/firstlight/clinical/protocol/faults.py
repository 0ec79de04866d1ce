"""Turns what the schema refuses into faults a clinician can act on: the line, the key and what to write instead."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from firstlight.clinical.protocol.errors import Fault
from firstlight.clinical.protocol.lines import LineIndex, Path
from firstlight.clinical.protocol.sense import SENSE

_SHAPE = "write it as a table with value, unit (for figures), source and confidence"
_REASONS = {
    "missing": "this is missing; add it",
    "extra_forbidden": "no such key here; check the spelling or remove it",
    "model_type": _SHAPE,
    "dict_type": "this must be a table",
    "list_type": "this must be a list in square brackets",
    "string_type": "this must be words in quotes",
    "int_type": "this must be a whole number, without quotes",
    "bool_type": "this must be true or false, without quotes",
    "string_too_short": "this is empty; write it out",
    "too_short": "this needs at least one entry",
    "greater_than": "this must be above {gt}",
    "greater_than_equal": "this must not be below {ge}",
    "finite_number": "this must be a number, without quotes",
    "literal_error": "this must be {expected}; the file says {input}",
}


def faults_of(error: ValidationError, lines: LineIndex) -> tuple[Fault, ...]:
    """Every fault of a refused file."""
    return tuple(fault for item in error.errors() for fault in _faults(item, lines))


def _faults(item: Mapping[str, Any], lines: LineIndex) -> Iterator[Fault]:
    path: Path = item["loc"]
    if item["type"] == SENSE:
        for key, reason in item["ctx"]["faults"]:
            yield _fault((*path, *_parts(key)), reason, lines)
    else:
        yield _fault(path, _reason(item), lines)


def _fault(path: Path, reason: str, lines: LineIndex) -> Fault:
    return Fault(lines.line(path), f"{'.'.join(str(part) for part in path)}: {reason}")


def _parts(key: str) -> Path:
    return tuple(int(part) if part.isdigit() else part for part in key.split(".") if part)


def _reason(item: Mapping[str, Any]) -> str:
    told = {**item.get("ctx", {}), "input": _shown(item["input"])}
    fallback = str(item["msg"]).removeprefix("Value error, ")
    return _REASONS.get(item["type"], "{fallback}").format(fallback=fallback, **told)


def _shown(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)
