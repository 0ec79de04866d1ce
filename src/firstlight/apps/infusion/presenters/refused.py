"""Messages that could not be understood, as a list that somebody owns. The text is shown as it came, with its unprintable
signs made visible, to whoever may open records; to others without what may say whom it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.models import RefusedMessage

MOST_SHOWN = 4000
NOT_TOLD = "It may say whom it is about, and is not shown to whoever opens no records."


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
    """For the list, which shows no text."""
    return [_row(message, "") for message in messages]


def refused_view(message: RefusedMessage, *, whole: bool) -> RefusedRow:
    """One message, `whole` or as it may be told to anybody."""
    return _row(message, readable(bytes(message.raw)) if whole else message.told or NOT_TOLD)


def readable(raw: bytes) -> str:
    """Text with a new line for each carriage return; what is no text is written as its number."""
    text = raw[:MOST_SHOWN].decode("utf-8", errors="backslashreplace").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign if sign.isprintable() or sign == "\n" else f"\\x{ord(sign):02x}" for sign in text)


def _row(message: RefusedMessage, text: str) -> RefusedRow:
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
        text=text,
    )
