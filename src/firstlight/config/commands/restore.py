"""Put a backup back: check that it is whole, put it in place of the database, and walk its audit log from first to last.

Stop Firstlight first. A database that holds anything is replaced only with --replace, and then set aside, not deleted.
A backup of SQLite goes back to SQLite, one of PostgreSQL to PostgreSQL.
"""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from firstlight.config.commands import archive, postgresql_copy, sqlite_copy
from firstlight.config.commands.backup import postgresql_parameters
from firstlight.config.commands.progress import say, step


class Refused(Exception):
    """It will not be done, for the reason given. Nothing was changed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a file made by ./firstlight backup")
    parser.add_argument("--replace", action="store_true", help="set aside the database that is there")


def run(arguments: argparse.Namespace) -> int:
    try:
        return put_back(arguments.file.resolve(), replace=arguments.replace)
    except (archive.BadArchive, Refused, postgresql_copy.ToolFailed) as problem:
        print(f"Nothing was changed: {problem}", file=sys.stderr)
    except (sqlite_copy.InUse, postgresql_copy.InUse) as problem:
        print(f"Nothing was changed: Firstlight is running ({problem}). Stop it first.", file=sys.stderr)
    return 1


def put_back(path: Path, *, replace: bool) -> int:
    """Restore, then verify; 0 when the audit log of what was restored holds and ends where the backup says."""
    from django.conf import settings

    manifest = archive.read_manifest(path)
    _check(manifest, replace)
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with archive.workplace(folder) as work:
        with step("Checking the file") as count:
            copy, heads = archive.extract(path, manifest, work, count.tell)
        kept = _place(copy)
        _put_back_heads(heads)
    if kept:
        say(f"{kept[0].upper()}{kept[1:]}; remove it when you are sure.")
    return _verify(manifest)


def _check(manifest: archive.Manifest, replace: bool) -> None:
    """Raises Refused where the backup and the database here do not fit."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    if manifest.kind != connection.vendor:
        raise Refused(f"this is a backup of {manifest.kind}, and the database here is {connection.vendor}")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if later := [name for name in manifest.migrations if name not in known]:
        raise Refused(f"it was made by a later Firstlight ({manifest.version}), which knows {later[-1]}")
    if not replace and not _is_empty():
        raise Refused("the database here is not empty. To set it aside and restore, add --replace")


def _is_empty() -> bool:
    from django.db import connection

    connection.close()
    if connection.vendor == "postgresql":
        return postgresql_copy.tables(postgresql_parameters(connection)) == 0
    return sqlite_copy.is_empty(Path(connection.settings_dict["NAME"]))


def _place(copy: Path) -> str:
    from django.db import connection

    connection.close()
    now = datetime.now(UTC)
    with step("Restoring the database") as count:
        if connection.vendor == "postgresql":
            return postgresql_copy.replace(copy, postgresql_parameters(connection), now, count.tell)
        return sqlite_copy.replace(copy, Path(connection.settings_dict["NAME"]), now)


def _put_back_heads(copied: Path) -> None:
    """Heads copied since the backup are of a log that is no longer here; they are set aside, so that nothing is lost."""
    from firstlight.apps.audit import heads

    here = heads.path()
    here.parent.mkdir(parents=True, exist_ok=True)
    if here.exists():
        here.replace(here.with_name(f"{here.stem}-before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}.jsonl"))
    here.write_bytes(copied.read_bytes())


def _verify(manifest: archive.Manifest) -> int:
    from firstlight.apps.actor import Actor
    from firstlight.apps.audit import heads, queries, verification
    from firstlight.apps.audit.actions.note_restore import note_restore
    from firstlight.config.commands.migrate import pending

    with step("Walking the audit log") as count:
        verdict = verification.verify(heads.read, tell=count.tell)
        head = queries.head()
    if not verdict.sound or (head.sequence, head.hash) != (manifest.audit_sequence, manifest.audit_hash):
        print(f"Restored, but its audit log does NOT hold: {verdict.fault or 'it ends elsewhere'}.", file=sys.stderr)
        return 1
    if waiting := pending():
        say(f"Restored. It is of an earlier version: run ./firstlight migrate ({len(waiting)} steps).")
        return 0
    note_restore(Actor.system("restore"), made_at=manifest.made_at, entries=manifest.audit_sequence)
    say(f"Restored as of {manifest.made_at}; all {verdict.entries:,} audit entries hold.")
    return 0
