"""Store what the monitors sent: a batch in one transaction, safely on the disk before anybody says so. This is the
listener's action; it leaves an audit row per connection and per refusal, not per reading."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from firstlight.apps import clock, doorbell
from firstlight.apps.infusion.models import Monitor
from firstlight.clinical.monitoring.reading import FeedMessage, Reading

MOST_UNPLACED = 5_000  # monitors nobody has placed yet: a sender cannot fill the table with invented names
COLUMNS = "monitor_id, control_id, digest, effective_at, received_at, readings, zone_assumed, warnings, stated_patient"
SQLITE_INSERT = (
    f"INSERT INTO infusion_monitormessage ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
POSTGRES_INSERT = (
    f"INSERT INTO infusion_monitormessage ({COLUMNS}) SELECT * FROM unnest(%s::bigint[], %s::text[], %s::bytea[], "
    "%s::timestamptz[], %s::timestamptz[], %s::text[], %s::boolean[], %s::text[], %s::text[]) "
    "ON CONFLICT DO NOTHING RETURNING monitor_id, control_id, digest"
)
WRITER_LOCK = 7_301_001  # one writer at a time, so that ids are committed in their order and no reader skips one

_compact = json.JSONEncoder(separators=(",", ":")).encode
_known: dict[str, int] = {}


class TooManyMonitors(Exception):
    """More unplaced monitors than this database takes; somebody must place or refuse them first."""


def store_readings(batch: Sequence[FeedMessage]) -> list[bool]:
    """Store every message of the batch; True where it is new, False where it was stored before.

    Returns only after the commit. Raises django.db.Error where the database is lost or full: then nothing is stored.
    """
    try:
        with transaction.atomic(durable=True):
            stored = _as_it_is if connection.vendor == "postgresql" else _as_text
            new = _store([_row(message, stored) for message in batch])
    except BaseException:
        _known.clear()  # a monitor first heard in a batch that failed has no row
        raise
    return new


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
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER_LOCK])
        cursor.execute(POSTGRES_INSERT, [list(column) for column in zip(*rows, strict=True)])
        fresh = {(monitor, control, bytes(digest)) for monitor, control, digest in cursor.fetchall()}
    answers = []
    for row in rows:
        key = row[:3]
        answers.append(key in fresh)
        fresh.discard(key)  # twice in one batch: the first is new, the second is not
    return answers


def _row(message: FeedMessage, stored: Callable[[datetime], datetime | str]) -> tuple[Any, ...]:
    return (
        _monitor_id(message.monitor, message.received_at),
        message.control_id[:200],
        message.digest,
        stored(message.effective_at),
        stored(message.received_at),
        _readings_json(message.readings),
        message.tz_assumed,
        "\n".join(message.warnings),
        message.stated_patient[:100],
    )


def _as_it_is(at: datetime) -> datetime:
    return at


def _as_text(at: datetime) -> str:
    """As Django stores a moment on SQLite: UTC, without a zone."""
    return str(at.astimezone(UTC).replace(tzinfo=None))


def _readings_json(readings: Sequence[Reading]) -> str:
    return _compact([[kind, value, unit, int(at.timestamp() * 1000)] for kind, value, unit, at in readings])


def _monitor_id(identifier: str, heard_at: datetime) -> int:
    known = _known.get(identifier)
    if known is None:
        known = _known[identifier] = _meet(identifier[:200], heard_at)
    return known


def _meet(identifier: str, heard_at: datetime) -> int:
    """The monitor's row, made when it is heard for the first time: kept and unplaced until somebody places it."""
    found = Monitor.objects.filter(identifier=identifier).values_list("pk", flat=True).first()
    if found is not None:
        return found
    if Monitor.objects.filter(clinic__isnull=True).count() >= MOST_UNPLACED:
        raise TooManyMonitors(f"{MOST_UNPLACED} monitors are waiting to be placed")
    return Monitor.objects.create(identifier=identifier, first_heard_at=heard_at or clock.now()).pk
