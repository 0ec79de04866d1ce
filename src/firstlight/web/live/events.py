"""What goes down the stream, as server-sent events. `id` is the stored row's own, so that a browser can resume by it."""

import json
from datetime import datetime
from typing import Any

RETRY = b"retry: 1000\n\n"


def milliseconds(at: datetime) -> int:
    """Since 1970, as the browser counts."""
    return int(at.timestamp() * 1000)


def readings(row_id: int, session_id: int, at: datetime, received: datetime, stored: str) -> bytes:
    """One message of a bound feed. `stored` is the row's own JSON and is passed on as it is."""
    return (
        f'id: {row_id}\nevent: readings\ndata: {{"session":{session_id},"at":{milliseconds(at)},'
        f'"received":{milliseconds(received)},"readings":{stored}}}\n\n'
    ).encode()


def event(name: str, **data: Any) -> bytes:
    """An event that has no row of its own: `changed`, `clinic`, `time`, `behind`, `signed_out`."""
    return f"event: {name}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()
