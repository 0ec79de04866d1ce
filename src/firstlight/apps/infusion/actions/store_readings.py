"""Store what the monitors sent: a batch in one transaction, safely on the disk before anybody says so. This is the
listener's action; it leaves an audit row per connection and per refusal, not per reading."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from firstlight.apps import doorbell
from firstlight.apps.infusion.actions.writing.monitors import as_text, meet
from firstlight.apps.infusion.models.feed import CLOCKS_APART
from firstlight.clinical.monitoring.reading import FeedMessage, Reading

COLUMNS = "monitor_id, control_id, digest, effective_at, received_at, readings, zone_assumed, warnings, stated_patient, behind"
SQLITE_INSERT = (
    f"INSERT INTO infusion_monitormessage ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
POSTGRES_INSERT = (  # one JSON text: to quote as many arrays would cost the listener six times as much
    f"INSERT INTO infusion_monitormessage ({COLUMNS}) SELECT (m->>0)::bigint, m->>1, decode(m->>2, 'hex'), "
    "(m->>3)::timestamptz, (m->>4)::timestamptz, m->>5, (m->>6)::boolean, m->>7, m->>8, (m->>9)::boolean "
    "FROM jsonb_array_elements(%s) AS m ON CONFLICT DO NOTHING RETURNING monitor_id, control_id, digest"
)
WRITER_LOCK = 7_301_001  # one writer at a time, so that ids are committed in their order and no reader skips one

_compact = json.JSONEncoder(separators=(",", ":")).encode
_known: dict[str, int] = {}


def store_readings(batch: Sequence[FeedMessage]) -> list[bool]:
    """Store every message of the batch; True where it is new, False where it was stored before.

    Returns only after the commit. Raises django.db.Error where the database is lost or full: then nothing is stored.
    """
    try:
        with transaction.atomic(durable=True):
            _take_turns()
            _meet_unknown(batch)
            stored = datetime.isoformat if connection.vendor == "postgresql" else as_text
            new = _store([_row(message, stored) for message in batch])
    except BaseException:
        _known.clear()  # a monitor first heard in a batch that failed has no row
        raise
    return new


def _take_turns() -> None:
    """SQLite lets one transaction write at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER_LOCK])


def _meet_unknown(batch: Sequence[FeedMessage]) -> None:
    unknown: dict[str, datetime] = {}
    for message in batch:
        if message.monitor not in _known:
            unknown.setdefault(message.monitor, message.received_at)
    if unknown:
        _known.update(meet(unknown))


def _store(rows: list[tuple[Any, ...]]) -> list[bool]:
    new = _insert_postgres(rows) if connection.vendor == "postgresql" else _insert_sqlite(rows)
    doorbell.ring_after_commit(doorbell.READINGS)
    return new


def _insert_sqlite(rows: list[tuple[Any, ...]]) -> list[bool]:
    """Row by row on one prepared statement, for each row's own answer; sqlite3 makes about 300,000 a second of them."""
    connection.ensure_connection()
    cursor = connection.connection.cursor()
    return [_sqlite_insert(cursor, row) for row in rows]


def _sqlite_insert(cursor: Any, row: tuple[Any, ...]) -> bool:
    """Whether the row is new."""
    cursor.execute(SQLITE_INSERT, row)
    return bool(cursor.rowcount == 1)


def _insert_postgres(rows: list[tuple[Any, ...]]) -> list[bool]:
    with connection.cursor() as cursor:
        cursor.execute(POSTGRES_INSERT, [_compact([(*row[:2], row[2].hex(), *row[3:]) for row in rows])])
        fresh = {(monitor, control, bytes(digest)) for monitor, control, digest in cursor.fetchall()}
    answers = []
    for row in rows:
        key = row[:3]
        answers.append(key in fresh)
        fresh.discard(key)  # twice in one batch: the first is new, the second is not
    return answers


def _row(message: FeedMessage, stored: Callable[[datetime], str]) -> tuple[Any, ...]:
    return (
        _known[message.monitor],
        message.control_id[:200],
        message.digest,
        stored(message.effective_at),
        stored(message.received_at),
        _readings_json(message.readings),
        message.tz_assumed,
        "\n".join(message.warnings),
        message.stated_patient[:100],
        message.received_at - message.effective_at > CLOCKS_APART,
    )


def _readings_json(readings: Sequence[Reading]) -> str:
    return _compact([[kind, value, unit, int(at.timestamp() * 1000)] for kind, value, unit, at in readings])
