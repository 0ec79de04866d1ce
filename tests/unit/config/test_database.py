"""What an acknowledgement rests on: every connection to the database is one that survives a power cut."""

import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from firstlight.apps.doorbell import NotifyBell
from firstlight.config.database import SQLITE_PRAGMAS, database_from

FULL = 2


def _asked(connection: sqlite3.Connection, pragma: str) -> object:
    return connection.execute(f"PRAGMA {pragma}").fetchone()[0]


def test_every_sqlite_connection_writes_ahead_and_waits_for_the_disk(tmp_path: Path) -> None:
    options = database_from(None, tmp_path)["OPTIONS"]
    with sqlite3.connect(tmp_path / "a.sqlite3") as connection:
        connection.executescript(options["init_command"])
        assert _asked(connection, "journal_mode") == "wal"
        assert _asked(connection, "synchronous") == FULL
        assert _asked(connection, "foreign_keys") == 1
    assert options["transaction_mode"] == "IMMEDIATE"


@pytest.mark.django_db
def test_the_connections_in_use_are_such() -> None:
    for connection in connections.all():
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            assert _asked(connection.connection, "synchronous") == FULL
            assert _asked(connection.connection, "journal_mode") in {"wal", "memory"}  # a test's may be in memory
            assert connection.transaction_mode == "IMMEDIATE"
            assert connection.settings_dict["OPTIONS"]["init_command"] == SQLITE_PRAGMAS


@pytest.mark.parametrize("address", ["mysql://a/b", "sqlite:///a", "http://a"])
def test_another_kind_of_database_is_refused_by_name(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError, match=address.partition(":")[0]):
        database_from(address, tmp_path)


def test_an_address_gives_every_part_of_it(tmp_path: Path) -> None:
    given = database_from("postgresql://fl%40x:p%2Fw@db.example:6432/clinic", tmp_path)
    assert [given[part] for part in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "fl@x",
        "p/w",
        "db.example",
        "6432",
        "clinic",
    ]


def test_what_an_address_asks_of_postgresql_goes_before_our_own_choices(tmp_path: Path) -> None:
    given = database_from("postgresql://db.example/clinic?host=/run/pg&sslmode=verify-full&connect_timeout=9", tmp_path)
    assert given["HOST"] == "/run/pg"
    assert given["OPTIONS"]["sslmode"] == "verify-full"
    assert given["OPTIONS"]["connect_timeout"] == "9"


def test_a_postgresql_that_takes_the_call_and_says_nothing_is_given_up(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        given = database_from(f"postgresql://a@127.0.0.1:{silent.getsockname()[1]}/clinic", tmp_path)
        with pytest.raises(psycopg.OperationalError, match="timeout"):
            psycopg.connect(host=given["HOST"], port=given["PORT"], user=given["USER"], **given["OPTIONS"])


@pytest.mark.postgres
@pytest.mark.django_db
def test_every_connection_gives_up_a_server_that_went_silent_and_the_doorbells_own_does_too() -> None:
    """A machine that loses power closes nothing. The kernel alone would wait for a quarter of an hour."""
    ours = connections["default"]
    ours.ensure_connection()
    with closing(NotifyBell()) as bell:
        for link in (ours.connection, bell.connection):
            used = link.info.get_parameters()
            limits = [int(used[name]) for name in ("connect_timeout", "keepalives_idle", "tcp_user_timeout")]
            assert all(0 < limit <= 10_000 for limit in limits)
