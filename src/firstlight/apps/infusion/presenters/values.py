"""One current value as every screen shows it: never without its source and its age, and no figure at all when stale."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Source = Literal["accepted", "monitor", "none"]

LABELS = {
    "pressure": ("BP", "mmHg"),
    "pulse": ("Pulse", "per min"),
    "spo2": ("SpO₂", "%"),
    "oxygen": ("Air or O₂", ""),
    "resp_rate": ("Resp", "per min"),
    "temperature": ("Temp", "°C"),
    "consciousness": ("ACVPU", ""),
    "moaas": ("MOAA/S", "of 5"),
    "cadss6": ("CADSS-6", "of 24"),
}
FULL_NAMES = {
    "pressure": "Blood pressure",
    "pulse": "Pulse",
    "spo2": "Oxygen saturation",
    "oxygen": "Breathing air or oxygen",
    "resp_rate": "Respiratory rate",
    "temperature": "Temperature",
    "consciousness": "Consciousness, ACVPU",
    "moaas": "Sedation, MOAA/S",
    "cadss6": "Dissociation, CADSS-6",
}


@dataclass(frozen=True, slots=True)
class ValueView:
    """`kind` is "pressure" or a kind of observation. `source` "none" is a value that nobody took: the figure is a dash.

    `measured_at` is None only then. `late`: its planned set has passed. `stale`: the feed is silent, so "No data".
    """

    kind: str
    figure: str
    source: Source
    measured_at: datetime | None
    by: str = ""
    late: bool = False
    stale_since: datetime | None = None

    @property
    def label(self) -> str:
        return LABELS[self.kind][0]

    @property
    def unit(self) -> str:
        return LABELS[self.kind][1]

    @property
    def full_name(self) -> str:
        return FULL_NAMES[self.kind]

    @property
    def source_words(self) -> str:
        """Said to those who cannot see the sign."""
        said = {"accepted": f"accepted by {self.by or 'a nurse'}", "monitor": "from monitor, not accepted", "none": ""}
        return said[self.source]
