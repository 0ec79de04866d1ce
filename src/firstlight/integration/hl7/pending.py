"""What waits to be written: messages in the order in which they came, and connections opened or closed."""

from collections.abc import Hashable
from datetime import datetime
from typing import Any, NamedTuple

from firstlight.clinical.monitoring.reading import FeedMessage
from firstlight.integration.hl7.header import Header
from firstlight.integration.hl7.message import Unusable


class Pending:
    """One message between being understood and being answered. `fault` is set where it could not be stored."""

    __slots__ = ("connection", "fault", "feeds", "header", "peer", "raw", "received_at", "refusal")

    def __init__(
        self,
        connection: Hashable,
        peer: str,
        raw: bytes,
        received_at: datetime,
        header: Header,
        feeds: tuple[FeedMessage, ...] = (),
        refusal: Unusable | None = None,
    ) -> None:
        self.connection = connection
        self.peer = peer
        self.raw = raw
        self.received_at = received_at
        self.header = header
        self.feeds = feeds
        self.refusal = refusal
        self.fault = ""


class ConnectionEvent(NamedTuple):
    """A sender connected, went away, or was turned away."""

    peer: str
    opened: bool
    detail: dict[str, Any]
