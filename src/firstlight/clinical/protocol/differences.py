"""What changes for a clinic when one version of a protocol gives way to another."""

from dataclasses import dataclass, replace

from firstlight.clinical.protocol.protocol import Protocol
from firstlight.clinical.protocol.provenance import ProtocolValue


@dataclass(frozen=True)
class Difference:
    """One path that differs: `before` is None where the value is new, `after` is None where it was dropped."""

    path: str
    label: str
    before: ProtocolValue | None
    after: ProtocolValue | None


def differences(before: Protocol, after: Protocol) -> tuple[Difference, ...]:
    """What changes from one version to another: figure, words, unit, source or confidence; new file's order first."""
    old = {value.path: value for value in before.values()}
    new = {value.path: value for value in after.values()}
    paths = [*new, *(path for path in old if path not in new)]
    pairs = ((path, old.get(path), new.get(path)) for path in paths)
    return tuple(Difference(path, _label(was, now), was, now) for path, was, now in pairs if _said(was) != _said(now))


def _label(was: ProtocolValue | None, now: ProtocolValue | None) -> str:
    return next(value.label for value in (now, was) if value is not None)


def _said(value: ProtocolValue | None) -> ProtocolValue | None:
    """The value without its line: moving a value in the file changes nothing."""
    return value and replace(value, line=0)
