"""Where each value of a protocol comes from.

A value read in a source or worked out from one stands by itself where it ships with Firstlight as it is; one remembered
or proposed is live only after a named clinician has approved it. So is one that a clinic's own file calls sourced: whoever
changes a figure and leaves its source beside it has not read it there.
"""

from dataclasses import dataclass
from typing import Literal

Confidence = Literal["sourced", "derived", "recall", "proposed"]


@dataclass(frozen=True)
class ProtocolValue:
    """One value of the file: its path, words, figure, unit, source, confidence and line.

    `as_shipped` is False for a value called sourced or derived that no shipped file of this protocol has.
    """

    path: str
    label: str
    value: str
    unit: str
    source: str
    confidence: Confidence
    line: int
    as_shipped: bool = True

    @property
    def needs_approval(self) -> bool:
        return self.confidence in ("recall", "proposed") or not self.as_shipped
