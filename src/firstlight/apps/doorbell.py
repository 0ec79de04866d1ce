"""The doorbell between processes: a word that something was stored, never the thing itself. Web looks once a second
regardless, so a lost ring costs a moment and no reading. A datagram on SQLite, NOTIFY on PostgreSQL."""

import contextlib
import hashlib
import logging
import os
import socket
import stat
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

CHANNEL = "firstlight_doorbell"
READINGS, CHANGES = b"r", b"c"  # what was stored: readings of a monitor, or something that a person recorded
log = logging.getLogger(__name__)
_sender: socket.socket | None = None


def ring_after_commit(word: bytes) -> None:
    """Ring once the open transaction is committed. On PostgreSQL the notice is part of the transaction itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, word.decode()])
    else:
        transaction.on_commit(lambda: _ring_datagrams(word))


def folder() -> Path:
    """Where web processes on this machine hang their bells: short, as a socket's path may have 107 characters at most."""
    digest = hashlib.sha256(str(Path(settings.DATA_DIR).resolve()).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"firstlight-{os.getuid()}-{digest}"


def _ring_datagrams(word: bytes) -> None:
    global _sender
    if _sender is None:
        _sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        _sender.setblocking(False)
    for bell in _bells():
        with contextlib.suppress(OSError):  # gone, or its queue is full of rings already
            _sender.sendto(word, bell)


def _bells() -> list[str]:
    try:
        return [entry.path for entry in os.scandir(folder())] if _is_ours(folder()) else []
    except FileNotFoundError:
        return []


def _is_ours(place: Path) -> bool:
    """Whether it is a folder that our account alone can enter: its name can be guessed, and another may have laid one there."""
    found = place.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not stat.S_IMODE(found.st_mode) & 0o077


class DatagramBell:
    """This process's own bell on SQLite."""

    def __init__(self) -> None:
        self.path = _place_for_a_bell() / f"{os.getpid()}-{threading.get_ident()}.sock"
        self.path.unlink(missing_ok=True)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(self.path))

    def wait(self, seconds: float) -> set[bytes]:
        """Every word rung, at the first ring or when the time is up."""
        words: set[bytes] = set()
        self.socket.settimeout(seconds)
        with contextlib.suppress(TimeoutError, BlockingIOError):
            words.add(self.socket.recv(1))
            self.socket.setblocking(False)
            while True:
                words.add(self.socket.recv(1))
        return words

    def close(self) -> None:
        self.socket.close()
        self.path.unlink(missing_ok=True)


def _place_for_a_bell() -> Path:
    """The folder where whoever stores something rings; where another's stands in its place, one where nobody does. Then
    each screen is a second behind, and no more."""
    with contextlib.suppress(FileExistsError):
        folder().mkdir(mode=0o700, parents=True)
    if not _is_ours(folder()):
        log.error("%s is not ours alone: screens will be up to a second behind. Remove it.", folder())
        return Path(tempfile.mkdtemp(prefix="firstlight-"))
    _take_down_dead_bells()
    return folder()


def _take_down_dead_bells() -> None:
    """A killed process leaves its bell hanging."""
    for bell in folder().glob("*.sock"):
        if not Path(f"/proc/{bell.name.partition('-')[0]}").exists():
            bell.unlink(missing_ok=True)


class NotifyBell:
    """This process's own bell on PostgreSQL, on a connection of its own."""

    def __init__(self) -> None:
        import psycopg

        self.connection = psycopg.connect(autocommit=True, **_postgres_parameters())
        self.connection.execute(f"LISTEN {CHANNEL}")

    def wait(self, seconds: float) -> set[bytes]:
        """Every word rung, at the first ring or when the time is up. Raises psycopg.Error where the database is lost."""
        return {notice.payload.encode() for notice in self.connection.notifies(timeout=seconds, stop_after=1)}

    def close(self) -> None:
        self.connection.close()


def _postgres_parameters() -> dict[str, Any]:
    parameters = connection.get_connection_params()
    named = ("dbname", "user", "password", "host", "port", *connection.settings_dict["OPTIONS"])
    return {name: parameters[name] for name in named if parameters.get(name)}


@contextlib.contextmanager
def hung() -> Iterator[DatagramBell | NotifyBell]:
    """A bell for the life of the block."""
    bell = NotifyBell() if connection.vendor == "postgresql" else DatagramBell()
    try:
        yield bell
    finally:
        bell.close()
