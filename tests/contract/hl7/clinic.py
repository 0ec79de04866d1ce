"""A clinic to which monitors of any maker are brought: its tables, its zone, and the evening on which messages arrive."""

from datetime import UTC, datetime

from firstlight.clinical.monitoring.reading import FeedMessage
from firstlight.integration.hl7.meanings import Meanings
from firstlight.integration.hl7.message import Site, Understood, Unusable, understand
from firstlight.integration.hl7.tables import load_tables

SITE = Site(Meanings(load_tables()))
EVENING = datetime(2026, 11, 23, 20, 0, 0, tzinfo=UTC)  # winter: the site's clocks show UTC
SUMMER = datetime(2026, 7, 1, 12, 0, 0, tzinfo=UTC)  # the site's clocks show 13:00


def message(*segments: str) -> bytes:
    """Segments as they go over the wire."""
    return ("\r".join(segments) + "\r").encode()


def receive(raw: bytes, at: datetime = EVENING, peer: str = "10.0.0.7", site: Site = SITE) -> Understood | Unusable:
    """What the listener makes of it."""
    return understand(raw, peer, at, site)


def feeds(raw: bytes, at: datetime = EVENING, peer: str = "10.0.0.7", site: Site = SITE) -> tuple[FeedMessage, ...]:
    """The feed messages of a message that must be understood."""
    found = receive(raw, at, peer, site)
    assert isinstance(found, Understood), found
    return found.feeds


def feed(raw: bytes, at: datetime = EVENING, peer: str = "10.0.0.7", site: Site = SITE) -> FeedMessage:
    """The one feed message."""
    (only,) = feeds(raw, at, peer, site)
    return only


def values(of: FeedMessage) -> dict[str, tuple[float, str]]:
    """Kind -> value and unit; a kind that came twice would be hidden, so it fails."""
    assert len({reading.kind for reading in of.readings}) == len(of.readings)
    return {reading.kind: (reading.value, reading.unit) for reading in of.readings}


def times(of: FeedMessage) -> dict[str, str]:
    """Kind -> when it was measured, in UTC."""
    return {reading.kind: f"{reading.measured_at.astimezone(UTC):%Y-%m-%d %H:%M:%S}" for reading in of.readings}


def oru(*rows: str, msh: str = "", obr: str = "OBR|1||||||20261123195930") -> bytes:
    """An ordinary message with these rows."""
    header = msh or "MSH|^~\\&|MON|WARD|||20261123195930||ORU^R01^ORU_R01|4711|P|2.6||||||UNICODE UTF-8"
    return message(header, "PID|||12345^^^TRUST^MR", "PV1||I|KET^^B1", obr, *rows)
