"""A clinic's service as it is set up for real patients, on either database, for tests that start its processes."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests import databases


@dataclass
class Service:
    """`folder` is its data folder; `url` the address of its PostgreSQL database, or empty on SQLite."""

    folder: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        told = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "firstlight.config.settings.production",
            "FIRSTLIGHT_SECRET_KEY": "only for tests, never for people, and long enough",
            "FIRSTLIGHT_HOSTS": "127.0.0.1,clinic.example",
            "FIRSTLIGHT_DATA_DIR": str(self.folder),
            "FIRSTLIGHT_HL7_PER_SENDER": "4096",  # every monitor speaks from this machine
            "FIRSTLIGHT_HL7_NEW_MONITORS": "5000",
        }
        return told | ({"DATABASE_URL": self.url} if self.url else {})

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One command, to its end."""
        command = [sys.executable, "-m", "firstlight", *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def must(self, *arguments: str) -> str:
        """One command that has to succeed; what it said."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database holds, seen past Firstlight."""
        if self.url:
            with psycopg.connect(self.url) as database:
                return list(database.execute(query))  # type: ignore[call-overload]
        with closing(sqlite3.connect(self.database)) as database:
            return database.execute(query).fetchall()

    @property
    def database(self) -> Path:
        return self.folder / "firstlight.sqlite3"


@dataclass
class Templates:
    """Databases migrated once, of which every test gets a copy in a moment."""

    folder: Path
    server: databases.Server
    _sqlite: Service | None = None
    _postgresql: Service | None = None

    def sqlite(self, folder: Path) -> Service:
        if self._sqlite is None:
            self._sqlite = Service(self.folder)
            self._sqlite.must("migrate")
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Service(folder)

    def postgresql(self, folder: Path) -> Service:
        if self._postgresql is None:
            self._postgresql = Service(self.folder, self.server.make())
            self._postgresql.must("migrate")
        folder.mkdir(exist_ok=True)
        return Service(folder, self.server.make(self._postgresql.url.split("?")[0].rpartition("/")[2]))
