"""Copying a PostgreSQL database as of one moment with pg_dump, and putting a copy back with pg_restore. The database's
own programs do it; the password goes to them by environment, never by command line."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql

Parameters = dict[str, Any]
Tell = Callable[[int, int], None]
TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'firstlight'"


class InUse(Exception):
    """Some process of Firstlight is connected to the database."""


class ToolFailed(Exception):
    """A program of PostgreSQL is missing or ended badly; says which and how."""


def tables(parameters: Parameters) -> int:
    with psycopg.connect(**parameters) as database:
        return _count(database, TABLES)


@contextmanager
def snapshot(parameters: Parameters) -> Iterator[tuple[str, psycopg.Connection]]:
    """One moment that pg_dump can be told to copy, and a connection that sees that same moment."""
    with psycopg.connect(**parameters) as database:
        database.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = database.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        yield row[0], database


def dump(parameters: Parameters, moment: str, target: Path, tell: Tell) -> None:
    """Copy everything as of `moment` into one file in pg_dump's own compressed form."""
    command = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", f"--file={target}"]
    _run("pg_dump", parameters, command, "dumping contents of table", tables(parameters), tell)


def replace(copy: Path, parameters: Parameters, at: datetime, tell: Tell) -> str:
    """Restore into a fresh schema. What was there is set aside under another name; that name, or nothing.

    Raises InUse while Firstlight is connected, ToolFailed with the old schema back in place.
    """
    aside = f"before_restore_{at:%Y%m%d_%H%M%S}"
    with psycopg.connect(**{**parameters, "application_name": "firstlight restore"}) as database:
        if _count(database, OTHERS):
            raise InUse("processes of Firstlight are connected")
        total = _count(database, TABLES)
        database.execute(sql.SQL("ALTER SCHEMA public RENAME TO {}").format(sql.Identifier(aside)))
        database.execute("CREATE SCHEMA public")
    command = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(copy)]
    command = [f"--dbname={parameters['dbname']}", *command]
    try:
        _run("pg_restore", parameters, command, "processing data for table", total, tell)
    except ToolFailed:
        _put_back(parameters, aside)
        raise
    if total:
        return f"the old tables are kept in the schema {aside}"
    _drop(parameters, aside)
    return ""


def _put_back(parameters: Parameters, aside: str) -> None:
    with psycopg.connect(**parameters) as database:
        database.execute("DROP SCHEMA public CASCADE")
        database.execute(sql.SQL("ALTER SCHEMA {} RENAME TO public").format(sql.Identifier(aside)))


def _drop(parameters: Parameters, schema: str) -> None:
    with psycopg.connect(**parameters) as database:
        database.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))


def _count(database: psycopg.Connection, query: LiteralString) -> int:
    row = database.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def _run(name: str, parameters: Parameters, command: list[str], counted: str, total: int, tell: Tell) -> None:
    """Run a program of PostgreSQL, counting the lines in which it says that it has come to another table."""
    program = _program(name, parameters)
    process = subprocess.Popen(
        [program, "--verbose", "--no-password", *command],
        env=os.environ | _environment(parameters),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    done, last = 0, ""
    assert process.stderr is not None
    for line in process.stderr:
        last = line.strip() or last
        if counted in line:
            done += 1
            tell(done, total)
    if process.wait():
        raise ToolFailed(f"{name} failed: {last}")


def _environment(parameters: Parameters) -> dict[str, str]:
    names = {"dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD", "host": "PGHOST", "port": "PGPORT"}
    names |= {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
    return {"PGAPPNAME": "firstlight copy"} | {
        variable: str(parameters[name]) for name, variable in names.items() if parameters.get(name)
    }


def _program(name: str, parameters: Parameters) -> str:
    """The program in a version not older than the server, as PostgreSQL demands."""
    with psycopg.connect(**parameters) as database:
        server = database.info.server_version // 10_000
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    for candidate in filter(None, [shutil.which(name), *map(str, versions)]):
        said = subprocess.run([candidate, "--version"], capture_output=True, text=True, check=False).stdout
        if (found := re.search(r"(\d+)", said)) and int(found[1]) >= server:
            return candidate
    raise ToolFailed(f"{name} of version {server} or later is not here. On Debian: apt-get install postgresql-client")
