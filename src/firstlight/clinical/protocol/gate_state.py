"""How one gate stands: met, not met, or not yet answered, always with the reason and what would settle it."""

from dataclasses import dataclass

from firstlight.clinical.protocol.protocol import Grade


@dataclass(frozen=True)
class GateState:
    """`met` is True, False, or None while something is missing. `needs` says what to do next; empty once met.

    `override` is the grade that may decide, with a recorded reason, to go on although the gate is not met.
    """

    key: str
    label: str
    met: bool | None
    reason: str
    needs: str
    override: Grade | None = None


@dataclass(frozen=True)
class Finding:
    """What one gate comes to before it is named: a GateState without its key and label."""

    met: bool | None
    reason: str
    needs: str = ""
    override: Grade | None = None


def holds(reason: str) -> Finding:
    return Finding(True, reason)


def fails(reason: str, needs: str, override: Grade | None = None) -> Finding:
    return Finding(False, reason, needs, override)


def waits(reason: str, needs: str) -> Finding:
    return Finding(None, reason, needs)
