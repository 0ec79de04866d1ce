"""One command opens a clinic with monitors that stream, and leaves nothing behind however it ends."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.databases import _die_with_us

SOON = 60.0
AUDIT = "SELECT id, hash FROM audit_auditentry ORDER BY id"


@dataclass
class Demo:
    process: subprocess.Popen[str]
    folder: Path
    port: int

    def family(self) -> list[psutil.Process]:
        """Every process that works on this demonstration's folder."""
        return [one for one in psutil.process_iter() if _works_on(one, self.folder)]

    def process_of(self, command: str) -> psutil.Process:
        (found,) = [one for one in self.family() if command in one.cmdline()]
        return found

    def health(self) -> dict[str, object] | None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return dict(json.load(answer))
        except OSError:
            return None

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "firstlight.sqlite3", timeout=10)) as database:
            return database.execute(query).fetchall()

    def messages(self) -> int:
        return int(self.rows("SELECT count(*) FROM infusion_monitormessage")[0][0])


def _works_on(process: psutil.Process, folder: Path) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and process.environ().get("FIRSTLIGHT_DATA_DIR") == str(folder)
    except psutil.Error:
        return False


def soon(true: Callable[[], object]) -> bool:
    until = time.monotonic() + SOON
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.1)
    return False


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all: the first start makes it, the others find it."""
    return tmp_path_factory.mktemp("demo")


@contextmanager
def opened(folder: Path) -> Iterator[Demo]:
    """A demonstration that says it is open; stopped afterwards, if it is still there."""
    port, mllp = free_port(), free_port()
    flags = ["--port", str(port), "--mllp-port", str(mllp), "--data", str(folder)]
    command = [sys.executable, "-m", "firstlight", "demo", *flags]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=_die_with_us)
    assert process.stdout is not None
    said = []
    while "is open at" not in "".join(said):
        said.append(process.stdout.readline())
        assert said[-1], f"it ended and said: {''.join(said)}"
    try:
        yield Demo(process, folder, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(SOON)


@pytest.fixture
def demo(folder: Path) -> Iterator[Demo]:
    with opened(folder) as demo:
        yield demo


def test_everything_is_well_and_the_monitors_stream(demo: Demo) -> None:
    assert soon(lambda: (demo.health() or {}).get("state") == "ok")
    before = demo.messages()
    assert soon(lambda: demo.messages() > before)


def test_the_front_door_leads_to_signing_in(demo: Demo) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{demo.port}/", timeout=SOON) as answer:
        page = answer.read().decode()
    assert "/sign-in" in answer.url
    assert re.search(r"nurse", page, re.IGNORECASE)


def test_another_start_finds_what_was_recorded(folder: Path) -> None:
    with opened(folder) as demo:
        log = demo.rows(AUDIT)
        assert log
    with opened(folder) as demo:
        assert demo.rows(AUDIT)[: len(log)] == log


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_leaves_no_process(demo: Demo, number: int) -> None:
    assert len(demo.family()) >= 4
    demo.process.send_signal(number)
    assert demo.process.wait(SOON) == 0
    assert demo.family() == []


def test_killed_it_leaves_no_process(demo: Demo) -> None:
    assert len(demo.family()) >= 4
    demo.process.kill()
    demo.process.wait()
    assert soon(lambda: demo.family() == [])


@pytest.mark.parametrize("command", ["web", "listen", "work", "demo-monitors"])
def test_a_killed_process_comes_back(demo: Demo, command: str) -> None:
    first = demo.process_of(command).pid
    os.kill(first, signal.SIGKILL)
    assert soon(lambda: any(command in one.cmdline() and one.pid != first for one in demo.family()))
    assert soon(lambda: (demo.health() or {}).get("state") == "ok")
    before = demo.messages()
    assert soon(lambda: demo.messages() > before)
