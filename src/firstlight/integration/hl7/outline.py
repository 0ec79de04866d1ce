"""What can be told of a message that could not be used: which monitor sent it, and its text without whom it is about, for
whoever looks after the monitors and has no business with patients. Only fields that are named here are shown: a message
that is broken may carry a name anywhere."""

from firstlight.integration.hl7.delimiters import Delimiters
from firstlight.integration.hl7.header import UNREADABLE, Header
from firstlight.integration.hl7.identity import Place, instrument, speaker

LEFT_OUT = "…"
SHOWN = {
    "MSH": frozenset({3, 4, 5, 6, 7, 9, 10, 11}),  # not the version: where returns are missing, the rest hangs on to it
    "OBR": frozenset({1, 7}),
    "OBX": frozenset({1, 2, 3, 4, 5, 6, 8, 11, 14, 18}),
}
NUMERIC = frozenset({"NM", "SN", "DT", "TM", "TS", "DTM"})  # OBX-2: a value of any other type may be a name
NEXT = frozenset({"MSH", "PID", "PD1", "NK1", "NTE", "PV1", "PV2", "ORC", "OBR", "OBX", "GT1", "IN1"})
MOST_OF_A_FIELD = 80
MOST_LINES = 200


def sender_of(raw: bytes, header: Header, peer: str) -> str:
    """What the monitor calls itself, as for a message that is understood (identity.py)."""
    named = dict.fromkeys(("OBX", "OBR", "PV1", "ORC"), "")
    for line in _lines(raw, header):
        fields = line.split(header.delimiters.field)
        place = {"OBX": 18, "OBR": 3, "PV1": 3, "ORC": 18}.get(fields[0])
        if place is not None:
            named[fields[0]] = named[fields[0]] or (fields[place] if place < len(fields) else "")
    found = instrument(named["OBX"][:250], header.delimiters) if named["OBX"] else ""
    around = Place(named["PV1"][:250], named["ORC"][:250], named["OBR"][:250])
    return found or speaker(header, around, peer)


def without_person(raw: bytes, header: Header) -> str:
    """The text with a line for each segment, and "…" for whatever may say whom it is about."""
    if header == UNREADABLE:
        return f"{len(raw)} bytes that cannot be told apart: they may say whom they are about, and are not shown."
    lines = _lines(raw, header)
    more = [f"{len(lines) - MOST_LINES} more lines"] if len(lines) > MOST_LINES else []
    return "\n".join([_shown(line, header.delimiters) for line in lines[:MOST_LINES]] + more)


def _lines(raw: bytes, header: Header) -> list[str]:
    return [line for line in raw.decode(header.codec, "replace").splitlines() if line.strip()]


def _shown(line: str, delimiters: Delimiters) -> str:
    fields = line.split(delimiters.field)
    tag = fields[0][:3]
    run_together = any(
        field[-3:] in NEXT for field in fields[1:]
    )  # a return is missing: the places are not what they say
    if tag != fields[0] or tag not in SHOWN or (run_together and tag != "MSH"):
        return f"{tag if tag.isalnum() and tag.isupper() else ''}{delimiters.field}{LEFT_OUT}"
    first = 1 if tag == "MSH" else 0  # MSH-1 is the separator itself: what is split off at n stands for n + 1
    kept = [tag, *(_field(fields, place, place + first, tag) for place in range(1, len(fields)))]
    return delimiters.field.join(kept).rstrip(delimiters.field)


def _field(fields: list[str], place: int, number: int, tag: str) -> str:
    stated = fields[place]
    if tag == "MSH" and number == 2:
        return stated[:5]
    told = number in SHOWN[tag] and not (tag == "OBX" and number == 5 and fields[2] not in NUMERIC)
    return stated[:MOST_OF_A_FIELD] if told or not stated else LEFT_OUT
