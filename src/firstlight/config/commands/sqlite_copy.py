"""Copying an SQLite database while it is in use, and putting a copy in its place when it is not."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

PAGES_A_TIME = 2_000
Tell = Callable[[int, int], None]


class InUse(Exception):
    """Some process has the database open."""


def is_empty(path: Path) -> bool:
    """Whether there is no database, or one without a single table."""
    if not path.exists():
        return True
    with _opened(path) as database:
        return database.execute("SELECT 1 FROM sqlite_master").fetchone() is None


def dump(source: Path, target: Path, tell: Tell) -> None:
    """Copy as of one moment. The open read transaction holds that moment however much is written meanwhile."""
    with _opened(source) as reading, _opened(target) as writing:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master")
        reading.backup(writing, pages=PAGES_A_TIME, progress=lambda _, left, total: tell(total - left, total))
        writing.execute("PRAGMA journal_mode=DELETE")
        if (found := writing.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(f"the copy is damaged: {found}")


def replace(copy: Path, target: Path, at: datetime) -> str:
    """Put the copy where the database is. The old one is set aside, not deleted; the name it has now, or nothing.

    Raises InUse while any process has it open: it would go on writing into a file that nobody reads.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    kept = ""
    if target.exists():
        _fold(target)
        aside = target.with_name(f"{target.stem}-before-restore-{at:%Y%m%d-%H%M%S}.sqlite3")
        target.replace(aside)
        kept = f"the old database is kept as {aside}"
    for leftover in ("-wal", "-shm"):
        target.with_name(target.name + leftover).unlink(missing_ok=True)
    copy.replace(target)
    return kept


def _fold(path: Path) -> None:
    """Fold the write-ahead log into the file, which SQLite refuses while another connection is open."""
    with _opened(path) as database:
        try:
            mode = database.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError as problem:
            raise InUse(str(problem)) from problem
    if mode != "delete":
        raise InUse(f"journal mode stays {mode}")


def _opened(path: Path) -> "closing[sqlite3.Connection]":
    """A connection that is closed at the end of the block, and not only committed."""
    return closing(sqlite3.connect(path, isolation_level=None, timeout=2))
