"""Copy the whole database, as of one moment, into one checksummed file, while Firstlight runs.

The file holds everything about every patient: keep it encrypted and away from this machine. Put it back with
./firstlight restore FILE.
"""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from firstlight.config.commands import archive
from firstlight.config.commands.progress import Count, say, step

HEAD = "SELECT sequence, hash FROM audit_audithead"
MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the file to make; it must not be there yet")


def run(arguments: argparse.Namespace) -> int:
    from firstlight.config.commands.migrate import pending

    path: Path = arguments.file.resolve()
    if problem := _objection(path):
        print(problem, file=sys.stderr)
        return 1
    if pending():
        print("The database is not of this version: back it up with the version that made it.", file=sys.stderr)
        return 1
    try:
        manifest = make(path)
    except OSError as problem:
        print(f"No backup was made: {problem}", file=sys.stderr)
        return 1
    say(f"{path} holds {manifest.size / 1e6:,.1f} MB and {manifest.audit_sequence:,} audit entries.")
    return 0


def make(path: Path) -> archive.Manifest:
    """Copy the head of the audit log outside the database, then the database."""
    from django.db import connection

    from firstlight.apps.actor import Actor
    from firstlight.apps.audit import heads
    from firstlight.apps.audit.actions.copy_head import copy_head

    copy_head(Actor.system("backup"))
    with archive.workplace(path.parent) as folder, step("Copying the database") as count:
        copy, copied_heads = folder / archive.DATABASE, folder / archive.HEADS
        facts = _copy_postgresql(copy, count) if connection.vendor == "postgresql" else _copy_sqlite(copy, count)
        copied_heads.write_bytes(
            heads.up_to(facts["audit_sequence"])
        )  # now: every copy that this log speaks of is there
        manifest = _manifest(connection.vendor, copy, copied_heads, facts)
        archive.write(path, manifest, copy, copied_heads)
    return manifest


def _copy_sqlite(copy: Path, count: Count) -> dict[str, Any]:
    import sqlite3
    from contextlib import closing

    from django.db import connection

    from firstlight.config.commands import sqlite_copy

    sqlite_copy.dump(Path(connection.settings_dict["NAME"]), copy, count.tell)
    with closing(sqlite3.connect(copy)) as copied:
        return _facts(copied.execute(HEAD).fetchone(), copied.execute(MIGRATIONS).fetchall())


def _copy_postgresql(copy: Path, count: Count) -> dict[str, Any]:
    from django.db import connection

    from firstlight.config.commands import postgresql_copy

    parameters = postgresql_parameters(connection)
    with postgresql_copy.snapshot(parameters) as (moment, database):
        facts = _facts(database.execute(HEAD).fetchone(), database.execute(MIGRATIONS).fetchall())
        postgresql_copy.dump(parameters, moment, copy, count.tell)
    return facts


def postgresql_parameters(connection: Any) -> dict[str, Any]:
    """How to reach the database that Django reaches."""
    known = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port", "sslmode", "sslrootcert")
    return {name: known[name] for name in names if known.get(name)}


def _facts(head: Any, migrations: list[Any]) -> dict[str, Any]:
    names = [f"{app}.{name}" for app, name in migrations]
    return {"audit_sequence": head[0], "audit_hash": head[1], "migrations": names}


def _manifest(kind: str, copy: Path, heads: Path, facts: dict[str, Any]) -> archive.Manifest:
    return archive.Manifest(
        kind=kind,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        version=_version(),
        size=copy.stat().st_size,
        sha256=archive.sha256(copy),
        heads_sha256=archive.sha256(heads),
        **facts,
    )


def _version() -> str:
    from importlib.metadata import version

    return version("firstlight")


def _objection(path: Path) -> str:
    if path.exists():
        return f"{path} is there already; a backup never replaces another. Choose another name."
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}. Make it, readable only by you."
    return ""
