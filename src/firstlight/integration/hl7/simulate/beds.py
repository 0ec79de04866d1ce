"""The simulated beds: which maker's monitor stands at each, and what the listener will call it."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

VENDORS = ("ge", "philips", "mindray", "comen", "acme")
MIXED = "mixed"


class Bed(NamedTuple):
    """One simulated monitor. `number` counts from 0; `patient` is what the message states in PID-3 ('' for nobody)."""

    number: int
    vendor: str
    patient: str = ""

    @property
    def eui64(self) -> str:
        """The device's own number, for makers that state one."""
        return f"080019FFFE{self.number + 1:06X}"

    @property
    def serial(self) -> str:
        """The serial number, for makers that state one."""
        return f"CN{92390000 + self.number:08d}" if self.vendor == "philips" else f"KC26{self.number:07d}G"

    @property
    def place(self) -> str:
        """The bed's number on the ward."""
        return f"{self.number + 1:02d}"


GATEWAY_EUI64 = "ACDE48234567ABCD"  # of the gateway in the ACME shape: all its beds send through it
IDENTIFIERS: dict[str, Callable[[Bed], str]] = {
    "ge": lambda bed: f"eui64:{bed.eui64}",
    "philips": lambda bed: f"device:{bed.serial}",
    "mindray": lambda bed: f"sender:Mindray|Gateway/BED{bed.place}",
    "comen": lambda bed: f"sender:NC_Monitor|{bed.serial}/{bed.place}",
    "acme": lambda bed: f"eui64:{GATEWAY_EUI64}/KET.BED{bed.place}",
}


def identifier(bed: Bed) -> str:
    """What the listener calls this bed's monitor."""
    return IDENTIFIERS[bed.vendor](bed)


@lru_cache(maxsize=32)
def beds(count: int, vendor: str) -> tuple[Bed, ...]:
    """`count` beds of one maker, or of all in turn for 'mixed'. Raises ValueError for an unknown maker."""
    if vendor != MIXED and vendor not in VENDORS:
        raise ValueError(f"{vendor!r} is not simulated; choose one of {', '.join((*VENDORS, MIXED))}")
    return tuple(
        Bed(number, VENDORS[number % len(VENDORS)] if vendor == MIXED else vendor, f"SIM{number + 1:05d}")
        for number in range(count)
    )
