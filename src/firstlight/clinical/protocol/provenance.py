"""Where each value of a protocol comes from.

A value read in a source or worked out from one stands by itself; one remembered or proposed is live only after
a named clinician has approved it.
"""

from dataclasses import dataclass
from typing import Literal

Confidence = Literal["sourced", "derived", "recall", "proposed"]


@dataclass(frozen=True)
class ProtocolValue:
    """One value of the file: its path, words, figure, unit, source, confidence and line."""

    path: str
    label: str
    value: str
    unit: str
    source: str
    confidence: Confidence
    line: int

    @property
    def needs_approval(self) -> bool:
        return self.confidence in ("recall", "proposed")
