"""Why a protocol file is refused: every fault at once, each with its line and a reason in plain words."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with the file: the line it stands on (from 1) and what to do about it."""

    line: int
    reason: str


class ProtocolError(ValueError):
    """A protocol file that cannot be used. `faults` are in line order; `line` and `reason` are the first of them."""

    def __init__(self, *faults: Fault) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(faults))
        super().__init__("\n".join(f"line {fault.line}: {fault.reason}" for fault in self.faults))

    @property
    def line(self) -> int:
        return self.faults[0].line

    @property
    def reason(self) -> str:
        return self.faults[0].reason
