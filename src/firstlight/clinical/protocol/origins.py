"""Walks a read protocol file and lists every value with its path, words, figure, source, confidence and line."""

from collections.abc import Iterator

from pydantic import BaseModel

from firstlight.clinical.protocol.lines import LineIndex, Path
from firstlight.clinical.protocol.provenance import ProtocolValue
from firstlight.clinical.protocol.schema import ProtocolFile
from firstlight.clinical.protocol.schema_values import Sourced
from firstlight.clinical.protocol.schema_watch import ObservationRow


def origins(file: ProtocolFile, lines: LineIndex) -> tuple[ProtocolValue, ...]:
    """Every sourced value of the file, in the order of the form."""
    return tuple(_walk(file, (), "", lines))


def _walk(item: object, path: Path, title: str, lines: LineIndex) -> Iterator[ProtocolValue]:
    if isinstance(item, ObservationRow):
        yield from _observations(item, lines.line(path))
    elif isinstance(item, Sourced):
        yield _value(item, path, title, lines.line(path))
    for name, inner, heading in _inside(item, title):
        yield from _walk(inner, (*path, name), heading, lines)


def _inside(item: object, title: str) -> Iterator[tuple[str | int, object, str]]:
    if isinstance(item, BaseModel):
        for name, field in type(item).model_fields.items():
            yield name, getattr(item, name), field.title or name.replace("_", " ").capitalize()
    elif isinstance(item, dict):
        for name, inner in item.items():
            yield name, inner, str(name).replace("_", " ").capitalize()
    elif isinstance(item, list):
        for number, inner in enumerate(item):
            yield number, inner, title


def _value(item: Sourced, path: Path, title: str, line: int) -> ProtocolValue:
    return ProtocolValue(
        path=".".join(str(part) for part in path),
        label=item.named(title),
        value=item.printed(),
        unit=item.printed_unit(),
        source=item.source,
        confidence=item.confidence,
        line=line,
    )


def _observations(row: ObservationRow, line: int) -> Iterator[ProtocolValue]:
    """One value a minute, so that moving one set shows as one change."""
    for minute in row.minutes:
        yield ProtocolValue(
            path=".".join(filter(None, ("observations", row.phase, row.counted_from, row.escort, str(minute)))),
            label=_when(row, minute),
            value=row.printed(),
            unit="",
            source=row.source,
            confidence=row.confidence,
            line=line,
        )


def _when(row: ObservationRow, minute: int) -> str:
    who = f", {row.escort}" if row.escort else ""
    if row.phase == "before":
        return f"Set before the start{who}"
    moment = f"{minute} min after the {row.counted_from}" if minute else f"at the {row.counted_from}"
    return f"Set {moment}{who}"
