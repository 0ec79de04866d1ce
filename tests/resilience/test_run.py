"""`run` opens a clinic's own service on either database, refuses to do so unsafely, and leaves nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests import databases
from tests.services import Service

SOON = 60.0


@pytest.fixture(params=["sqlite", "postgresql"])
def clinic(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    """A migrated service; its PostgreSQL is one that keeps what it was told, as `run` demands."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o750)
    if request.param == "sqlite":
        yield migrated(Service(folder))
        return
    with databases.own_cluster(durable=True) as cluster:
        yield migrated(Service(folder, cluster.make()))


def migrated(service: Service) -> Service:
    service.must("migrate")
    return service


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.fixture
def running(clinic: Service) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`run` that says it is running, and the port of its pages."""
    port = free_port()
    ports = {"FIRSTLIGHT_WEB_PORT": str(port), "FIRSTLIGHT_MLLP_PORT": str(free_port())}
    command = [sys.executable, "-m", "firstlight", "run"]
    process = subprocess.Popen(command, env=clinic.environment | ports, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = []
    while "Firstlight is running." not in "".join(said):
        said.append(process.stdout.readline())
        assert said[-1], "".join(said)
    yield process, port
    process.kill()
    process.wait()


def get(port: int, path: str, **headers: str) -> tuple[int, bytes]:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": "clinic.example", **headers})
    opener = urllib.request.build_opener(Unmoved)
    try:
        with opener.open(asked, timeout=SOON) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read()


class Unmoved(urllib.request.HTTPRedirectHandler):
    """Sees that it is sent elsewhere and does not go there."""

    def redirect_request(self, *_: object) -> None:
        return None


def test_the_service_is_well_and_speaks_to_nobody_without_tls(running: tuple[subprocess.Popen[str], int]) -> None:
    _, port = running
    status, body = get(port, "/healthz")
    assert (status, json.loads(body)["state"]) == (200, "ok")
    assert get(port, "/sign-in/")[0] == 301
    assert get(port, "/sign-in/", **{"X-Forwarded-Proto": "https"})[0] == 200
    assert get(port, "/sign-in/", Host="elsewhere.example", **{"X-Forwarded-Proto": "https"})[0] == 400


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_however_it_ends_none_of_its_processes_is_left(running: tuple[subprocess.Popen[str], int], number: int) -> None:
    process, _ = running
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) >= 3
    os.kill(process.pid, number)
    process.wait(SOON)
    _, alive = psutil.wait_procs(family, timeout=SOON)
    assert alive == []


def test_it_refuses_a_postgresql_that_could_lose_an_answered_message(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o750)
    with databases.own_cluster() as forgetful:
        done = migrated(Service(folder, forgetful.make())).run("run", "--check")
    assert done.returncode == 1
    assert "PostgreSQL runs with fsync off" in done.stderr


def test_it_refuses_a_database_that_is_not_migrated(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o750)
    done = Service(folder).run("run")
    assert done.returncode == 1
    assert "run ./firstlight migrate" in done.stderr
