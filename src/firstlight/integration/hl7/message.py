"""From the bytes of one message to what the clinic keeps: feed messages, one for each monitor that speaks in it, or the
reason why it cannot be used. Nothing is stored and nothing is answered here."""

import re
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple
from zoneinfo import ZoneInfo

from firstlight.clinical.monitoring.reading import FeedMessage
from firstlight.integration.hl7.charsets import UnreadableLetters, decode
from firstlight.integration.hl7.feeds import Group, feed_messages
from firstlight.integration.hl7.framing import BLANK, CUT_OFF, WHOLE, Frame
from firstlight.integration.hl7.header import UNREADABLE, Header, header_of, type_parts
from firstlight.integration.hl7.meanings import Meanings
from firstlight.integration.hl7.times import LONDON, Timekeeper

SEGMENT_AFTER_LINE_FEED = re.compile(rb"\r\n+|\n+(?=[A-Z][A-Z0-9]{2}[^A-Za-z0-9\s])")
EVENTS = "R40"  # what the monitor itself raises: kept beside the feed as context, passed on to nobody
UNSUPPORTED_TYPE, UNSUPPORTED_EVENT, MISSING_SEGMENT, WRONG_ORDER, WRONG_DATA = "200", "201", "100", "100", "102"


class Site(NamedTuple):
    """What this clinic's own tables say, and the zone its monitors' clocks stand in."""

    meanings: Meanings
    zone: ZoneInfo = LONDON


class Understood(NamedTuple):
    """A message to store. No feed where it held no value row: a monitor's sign of life."""

    header: Header
    feeds: tuple[FeedMessage, ...]


class Unusable(NamedTuple):
    """A message to refuse: 'AR' where nothing about it can be right here, 'AE' where its content is at fault.

    `error` is a code of table 0357."""

    header: Header
    code: str
    error: str
    reason: str


def understand_frame(frame: Frame, peer: str, received_at: datetime, site: Site) -> Understood | Unusable:
    """Read what stood between two marks; what is not whole is refused by what can be read of its first line."""
    if frame.fault == WHOLE:
        return understand(frame.content, peer, received_at, site)
    first = frame.content.lstrip(BLANK).partition(b"\r")[0]
    header = (header_of(first) if first.startswith(b"MSH") else None) or UNREADABLE
    return Unusable(header, "AE" if frame.fault == CUT_OFF else "AR", WRONG_DATA, f"the message is {frame.fault}")


def understand(raw: bytes, peer: str, received_at: datetime, site: Site) -> Understood | Unusable:
    """Read one message. `peer` is the sender's address without its port. Never raises for any bytes."""
    raw = raw.lstrip(BLANK)
    if b"\n" in raw:
        raw = _with_returns(raw)
    if not raw.startswith(b"MSH"):
        return Unusable(UNREADABLE, "AR", WRONG_ORDER, "it does not begin with an MSH segment")
    first, _, body = raw.partition(b"\r")
    header = header_of(first)
    if header is None:
        return Unusable(UNREADABLE, "AR", WRONG_DATA, "the MSH segment does not say how its fields are separated")
    try:
        text, codec, warning = decode(raw, header.charset, header.delimiters.repetition)
    except UnreadableLetters as fault:
        return Unusable(header, "AE", WRONG_DATA, str(fault))
    if codec != "utf_8" or not first.isascii():
        header = header_of(first, codec) or header
    refusal = _unsupported(header)
    if refusal is not None:
        return refusal
    keeper = Timekeeper(received_at, site.zone, header.sent, header.delimiters.component)
    return _observations(header, text, body, warning, keeper, peer, site)


def _with_returns(raw: bytes) -> bytes:
    """Line feeds end segments where there is no carriage return, and where a segment's name follows one."""
    return raw.replace(b"\n", b"\r") if b"\r" not in raw else SEGMENT_AFTER_LINE_FEED.sub(b"\r", raw)


def _unsupported(header: Header) -> Unusable | None:
    if header.type == "ORU^R01" or header.type == "ORU^R01^ORU_R01":
        return None
    code, event = type_parts(header)
    if code != "ORU":
        return Unusable(
            header, "AR", UNSUPPORTED_TYPE, f"messages of type {header.type[:30] or 'none'} are not taken here"
        )
    if event not in {"", "R01", EVENTS}:
        return Unusable(header, "AR", UNSUPPORTED_EVENT, f"the event {event[:10]} is not taken here")
    return None


def _observations(
    header: Header, text: str, body: bytes, warning: str, keeper: Timekeeper, peer: str, site: Site
) -> Understood | Unusable:
    groups = [Group(header, keeper, site.meanings)]
    fault = _read_lines(text.split("\r")[1:], groups, header, keeper, site)
    if fault:
        return Unusable(header, "AE", WRONG_ORDER, fault)
    if warning:
        groups[0].rows.note(warning)
    if not any(group.has_observations for group in groups):
        if body.strip(BLANK):
            return Unusable(
                header, "AE", MISSING_SEGMENT, "it has no OBR and no OBX segment: there is nothing to store"
            )
        return Understood(header, ())
    if sum(group.rows.future for group in groups) and not any(group.rows.candidates for group in groups):
        return Unusable(header, "AE", WRONG_DATA, "every value is timed in the future: set the monitor's clock")
    return Understood(header, feed_messages(groups, header, _digest(header, body, groups), peer))


def _read_lines(lines: list[str], groups: list[Group], header: Header, keeper: Timekeeper, site: Site) -> str:
    """Put every segment into its patient's group; the fault that makes the whole unusable, or ''."""
    field = header.delimiters.field
    group = groups[0]
    of_event = type_parts(header)[1] == EVENTS
    for line in lines:
        tag = line[:3]
        if tag == "OBX":
            fields = line.split(field)
            group.rows.add_event(fields) if of_event else group.rows.add(fields)
        elif tag == "PID":
            if group.has_patient or group.has_observations:
                group = Group(header, keeper, site.meanings)
                groups.append(group)
            group.add_patient(line.split(field))
        elif tag == "MSH":
            return "a second message begins inside this one"
        elif line.strip():
            group.add_other(tag, line.split(field))
    return ""


def _digest(header: Header, body: bytes, groups: list[Group]) -> bytes:
    """Of everything after MSH. Where nothing there says when, the time in MSH-7 tells two like messages apart."""
    timed = any(group.rows.stated_times for group in groups)
    content = body.strip(b"\r\n ")
    return blake2b(content if timed else content + header.sent.encode("utf-8", "replace"), digest_size=16).digest()
