"""The first segment of a message (MSH): who sends, what kind of message, its control id, and which answers are wanted."""

from functools import lru_cache
from typing import NamedTuple

from firstlight.integration.hl7.delimiters import STANDARD, Delimiters, delimiters_of


class Header(NamedTuple):
    """MSH, fields as they stand in the message (never unescaped), so that an answer can echo them exactly."""

    delimiters: Delimiters = STANDARD
    codec: str = "utf_8"
    sending_application: str = ""
    sending_facility: str = ""
    receiving_application: str = ""
    receiving_facility: str = ""
    sent: str = ""
    type: str = ""
    control_id: str = ""
    processing: str = "P"
    version: str = "2.6"
    accept: str = ""
    application: str = ""
    charset: str = ""
    profile: str = ""


MOST_OF_A_TYPE = 40  # what is remembered is chosen by the sender: it is kept short
UNREADABLE = Header()
PLACES = (
    2,
    3,
    4,
    5,
    6,
    8,
    9,
    10,
    11,
    14,
    15,
    17,
    20,
)  # of the fields above in the split segment: MSH-n stands at n - 1


def type_parts(header: Header) -> tuple[str, str]:
    """Message code and trigger event of MSH-9, in capitals: ('ORU', 'R01')."""
    return _type_parts(header.type[:MOST_OF_A_TYPE], header.delimiters.component)


@lru_cache(maxsize=256)
def _type_parts(stated: str, component: str) -> tuple[str, str]:
    parts = [part.strip().upper() for part in stated.split(component)]
    return parts[0], parts[1] if len(parts) > 1 else ""


def header_of(segment: bytes, codec: str = "") -> Header | None:
    """From the bytes of MSH, or None where its first characters cannot part fields. Before the codec is known any byte
    is a letter: all that is needed then is in ASCII."""
    line = segment.decode(codec or "latin_1", "replace")
    if len(line) < 5:
        return None
    field = line[3]
    parts = line.split(field)
    delimiters = delimiters_of(field, parts[1][:5])
    if delimiters is None:
        return None
    last = len(parts)
    return Header(delimiters, codec or "utf_8", *[parts[place] if place < last else "" for place in PLACES])
