"""Which monitor speaks, and of whom. A monitor must be called the same from message to message, and two beds behind one
gateway must never be called the same. In this order:

1. the device row or the value's own row names the instrument (OBX-18): `eui64:...`, or its id and namespace;
2. the entering device (ORC-18), as some bedside monitors give their serial number there;
3. the filler's or the sender's universal id (OBR-3, MSH-3) - a monitor's or a gateway's, so the bed (PV1-3) is added;
4. the sender's names (MSH-3, MSH-4), with the bed;
5. the network address, with the bed.

The bed is part of a name only where nothing names the instrument itself. It identifies a feed; it binds nobody to it.
"""

from functools import lru_cache
from typing import NamedTuple

from firstlight.integration.hl7.delimiters import Delimiters, unescape
from firstlight.integration.hl7.header import Header

MOST_REMEMBERED = 8192
NHS_AUTHORITIES = ("NHS", "NHSNMBR", "NHSNBR")


class Place(NamedTuple):
    """What is said around the values of one patient: the segments' fields that name a device or a bed."""

    location: str = ""  # PV1-3
    entering_device: str = ""  # ORC-18
    filler: str = ""  # OBR-3


@lru_cache(maxsize=MOST_REMEMBERED)
def instrument(stated: str, delimiters: Delimiters) -> str:
    """The name of an instrument from OBX-18 (its first repetition), or ''."""
    parts = _parts(stated, delimiters)
    number = parts[0]
    if not number:
        return ""
    if _is_eui64(number) or "EUI-64" in parts[1:4]:
        return f"eui64:{_bare(number)}"
    namespace = next((part for part in parts[1:3] if part), "")
    return f"device:{number}@{namespace}" if namespace else f"device:{number}"


def speaker(header: Header, place: Place, peer: str) -> str:
    """The name of a monitor whose rows name no instrument."""
    application, facility = header.sending_application[:250], header.sending_facility[:250]
    return _speaker(header.delimiters, application, facility, place, peer)


@lru_cache(maxsize=MOST_REMEMBERED)
def _speaker(delimiters: Delimiters, application: str, facility: str, place: Place, peer: str) -> str:
    serial = _joined(place.entering_device, delimiters)
    if serial:
        return f"device:{serial}"
    bed = _bed(place.location, delimiters)
    name = _universal(place.filler, 2, delimiters) or _universal(application, 1, delimiters)
    if not name:
        names = [_joined(application, delimiters), _joined(facility, delimiters)]
        name = f"sender:{'|'.join(names)}" if any(names) else f"peer:{peer}"
    return f"{name}/{bed}" if bed else name


def _universal(stated: str, at: int, delimiters: Delimiters) -> str:
    """The universal id that stands at component `at` with its type after it, where it is an EUI-64."""
    parts = _parts(stated, delimiters)
    if _is_eui64(parts[at]) or (parts[at] and parts[at + 1].upper() == "EUI-64"):
        return f"eui64:{_bare(parts[at])}"
    return ""


def _joined(stated: str, delimiters: Delimiters) -> str:
    return " ".join(part for part in _parts(stated, delimiters) if part)


def _bed(location: str, delimiters: Delimiters) -> str:
    """Point of care, room and bed of PV1-3, without the empty ones."""
    text = location.replace(delimiters.subcomponent, delimiters.component) if delimiters.subcomponent else location
    return ".".join(part for part in _parts(text, delimiters) if part)


@lru_cache(maxsize=MOST_REMEMBERED)
def patient(identifiers: str, older: str, delimiters: Delimiters) -> str:
    """Whom the message says it is about: the NHS number from PID-3, else the local number, else PID-2; '' for nobody."""
    split = identifiers.split(delimiters.repetition) if delimiters.repetition else [identifiers]
    stated = [_parts(one, delimiters) for one in split]
    for parts in stated:
        if parts[0] and _is_nhs(parts, delimiters):
            return f"NHS {parts[0].replace(' ', '')}"
    ranked = sorted((parts for parts in stated if parts[0]), key=lambda parts: parts[4] != "MR")
    if ranked:
        return f"{ranked[0][4] or 'ID'} {ranked[0][0]}"
    number = _parts(older, delimiters)[0]
    return f"ID {number}" if number else ""


def _is_nhs(parts: list[str], delimiters: Delimiters) -> bool:
    authority = parts[3].split(delimiters.subcomponent or "&")[0].upper()
    return parts[4].upper() in {"NH", "NHS"} or authority in NHS_AUTHORITIES


def _parts(stated: str, delimiters: Delimiters) -> list[str]:
    """At least five components of the first repetition, unescaped and trimmed."""
    first = stated.split(delimiters.repetition, 1)[0] if delimiters.repetition else stated
    parts = [unescape(part, delimiters).strip() for part in first.split(delimiters.component)]
    return parts + [""] * (5 - len(parts))


def _is_eui64(text: str) -> bool:
    bare = _bare(text)
    return len(bare) == 16 and all(sign in "0123456789ABCDEF" for sign in bare)


def _bare(text: str) -> str:
    return text.replace("-", "").replace(":", "").upper()
