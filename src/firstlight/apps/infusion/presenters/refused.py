"""Messages that could not be understood, as a list that somebody owns. The text is shown as it came, with its unprintable
signs made visible, so that whoever looks after the monitors can read what was sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.models import RefusedMessage
from firstlight.apps.infusion.queries import refused_messages

MOST_SHOWN = 4000


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """`owner` is empty while nobody has taken it on."""

    id: int
    peer: str
    received_at: datetime
    reason: str
    times: int
    owner: str
    settled_at: datetime | None
    settled_by: str
    settled_how: str
    text: str


def refused_rows(messages: Iterable[RefusedMessage]) -> list[RefusedRow]:
    return [_row(message) for message in messages]


def refused_view(message_id: int) -> RefusedRow | None:
    """One message, open or settled; None where there is none."""
    found = (
        refused_messages().filter(pk=message_id).first() or refused_messages(settled=True).filter(pk=message_id).first()
    )
    return _row(found) if found else None


def readable(raw: bytes) -> str:
    """Text with a new line for each carriage return; what is no text is written as its number."""
    text = raw[:MOST_SHOWN].decode("utf-8", errors="backslashreplace").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign if sign.isprintable() or sign == "\n" else f"\\x{ord(sign):02x}" for sign in text)


def _row(message: RefusedMessage) -> RefusedRow:
    return RefusedRow(
        id=message.pk,
        peer=message.peer,
        received_at=message.received_at,
        reason=message.reason,
        times=message.times,
        owner=message.owner.get_full_name() if message.owner else "",
        settled_at=message.settled_at,
        settled_by=message.settled_by.get_full_name() if message.settled_by else "",
        settled_how=message.settled_how,
        text=readable(bytes(message.raw)),
    )
