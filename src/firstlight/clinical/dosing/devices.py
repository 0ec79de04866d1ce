"""A dose counted in spray devices: how many, when the next is due, and what was given by the sprays recorded.

A device is primed by nobody and given in two sprays; between two devices the person rests. A device of which only one
spray went in is recorded as that one spray, so that the delivered dose stays what the record says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from firstlight.clinical.dosing.administration import Administration
from firstlight.clinical.dosing.plan import DosePlan
from firstlight.clinical.figures import figure, plain
from firstlight.clinical.protocol.protocol import DeviceRule, Protocol

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class NextDevice:
    """Device `number` of `of`, due at the end of the wait after the one before."""

    number: int
    of: int
    due_at: datetime


def device_rule(protocol: Protocol) -> DeviceRule:
    """Raises ValueError for a protocol that works its dose from weight."""
    if not isinstance(protocol.dose, DeviceRule):
        raise ValueError("This protocol works its dose from weight; it counts no devices.")
    return protocol.dose


def device_plan(protocol: Protocol, age_years: int, devices: int | None = None) -> DosePlan:
    """The dose of so many devices for an age (years); the first session's number when None.

    Raises ValueError, in plain words, for a number that the protocol does not have at that age.
    """
    rule = device_rule(protocol)
    allowed = rule.allowed_for(age_years)
    number = rule.first_for(age_years) if devices is None else devices
    if number not in allowed:
        choices = " or ".join(f"{one} ({figure(one * rule.mg_per_device)} mg)" for one in allowed)
        raise ValueError(f"At age {age_years} the protocol has {choices} devices. Choose one of these.")
    waits = number - 1
    return DosePlan(
        dose_mg=plain(number * rule.mg_per_device),
        minutes=waits * rule.minutes_between,
        capped=False,
        steps=tuple(_steps(rule, number)),
        devices=number,
    )


def next_device(rule: DeviceRule, devices: int, entries: Sequence[Administration]) -> NextDevice | None:
    """The device that comes next once one was given; None before the first and after the last.

    Every recorded spray entry is one device, however many of its sprays went in.
    """
    given = sorted(entry.at for entry in entries if entry.kind == "spray")
    if not given or len(given) >= devices:
        return None
    return NextDevice(len(given) + 1, devices, given[-1] + rule.minutes_between * MINUTE)


def planned_last_device(rule: DeviceRule, devices: int, entries: Sequence[Administration]) -> datetime | None:
    """When the last device is due, or was given; None before the first."""
    given = sorted(entry.at for entry in entries if entry.kind == "spray")
    if not given:
        return None
    return given[-1] + max(0, devices - len(given)) * rule.minutes_between * MINUTE


def _steps(rule: DeviceRule, number: int) -> list[str]:
    each = figure(rule.mg_per_device)
    lines = [
        f"{number} × {each} mg = {figure(number * rule.mg_per_device)} mg",
        f"Each device: {rule.sprays_per_device} sprays of {figure(rule.mg_per_spray)} mg. Do not prime it",
    ]
    if number > 1:
        lines.append(f"{rule.minutes_between} min rest between two devices")
    return lines
