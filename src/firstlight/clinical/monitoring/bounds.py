"""Which typed values are possible, which are unlikely, and which are refused.

A refused value is outside what a body or an instrument can show; an unlikely one is asked about once.
What was typed is kept exactly, whatever the answer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from firstlight.clinical.figures import figure
from firstlight.clinical.kinds import Kind
from firstlight.clinical.monitoring.load import Bound, bounds

ACVPU = {"A": "alert", "C": "new confusion", "V": "voice", "P": "pain", "U": "unresponsive"}
BREATHES = {"air": "air", "a": "air", "oxygen": "oxygen", "o2": "oxygen", "o": "oxygen"}

_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]+)?")


@dataclass(frozen=True)
class Accepted:
    """A possible value: a Decimal, a letter of ACVPU for consciousness, "air" or "oxygen" for what is breathed."""

    value: Decimal | str
    text: str


@dataclass(frozen=True)
class Unlikely:
    """A possible value that is rarely seen, with the question to ask once."""

    value: Decimal | str
    question: str
    text: str


@dataclass(frozen=True)
class Refused:
    """A text that cannot be this kind of value, with what to do about it."""

    reason: str
    text: str


@dataclass(frozen=True)
class SetFault:
    """A value that does not fit beside another in the same set, and the field to show it at."""

    kind: Kind
    reason: str


def check_value(kind: Kind, text: str) -> Accepted | Unlikely | Refused:
    """What a typed text is for this kind of observation."""
    if kind == "consciousness":
        return _letter(text)
    if kind == "oxygen":
        return _breathes(text)
    return _number(bounds()[kind], text)


def check_set(values: Mapping[Kind, Decimal | str]) -> tuple[SetFault, ...]:
    """Faults between the accepted values of one set: pressure needs both figures, diastolic below systolic."""
    systolic, diastolic = values.get("systolic"), values.get("diastolic")
    if systolic is None and diastolic is None:
        return ()
    if systolic is None:
        return (SetFault("systolic", "Add the systolic, or clear the diastolic: a pressure needs both figures."),)
    if diastolic is None:
        return (SetFault("diastolic", "Add the diastolic, or clear the systolic: a pressure needs both figures."),)
    if Decimal(diastolic) >= Decimal(systolic):
        return (SetFault("diastolic", "The diastolic must be below the systolic. Check both and type them again."),)
    return ()


def _letter(text: str) -> Accepted | Refused:
    letter = text.strip().upper()
    if letter in ACVPU:
        return Accepted(letter, text)
    choices = ", ".join(f"{key} ({meaning})" for key, meaning in ACVPU.items())
    return Refused(f"Consciousness is one letter: {choices}.", text)


def _breathes(text: str) -> Accepted | Refused:
    breathed = BREATHES.get(text.strip().lower())
    return Accepted(breathed, text) if breathed else Refused("Write air or oxygen.", text)


def _number(bound: Bound, text: str) -> Accepted | Unlikely | Refused:
    typed = text.strip()
    value = Decimal(typed) if _NUMBER.fullmatch(typed) else None
    if value is None or not _between(value, bound.hard_low, bound.hard_high):
        return Refused(f"{bound.label} must be a number from {_span(bound)}. Check it and type it again.", text)
    if -int(value.as_tuple().exponent) > bound.decimals:
        return Refused(f"{bound.label} {_fineness(bound)}. Check it and type it again.", text)
    if not _between(value, bound.soft_low, bound.soft_high):
        return Unlikely(value, f"{bound.label} {figure(value)}. Is that right?", text)
    return Accepted(value, text)


def _between(value: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    return (low is None or low <= value) and (high is None or value <= high)


def _span(bound: Bound) -> str:
    unit = "" if bound.unit == "score" else f" {bound.unit}"
    return f"{bound.hard_low} to {bound.hard_high}{unit}"


def _fineness(bound: Bound) -> str:
    return "takes one figure after the point" if bound.decimals else "is a whole number"
