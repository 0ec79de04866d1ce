"""What `demo` says before it starts anything: a port or a folder that is taken is named, and so is the way out."""

import argparse
import fcntl
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstlight.config.commands import demo, demo_data


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def free() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def asked(folder: Path, *flags: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    demo.add_arguments(parser)
    ports = ["--port", str(free()), "--mllp-port", str(free())]
    return parser.parse_args(["--data", str(folder), *ports, *flags])


@pytest.mark.parametrize("flag", ["--port", "--mllp-port"])
def test_a_port_that_is_taken_is_named_with_the_flag_that_chooses_another(
    flag: str, taken: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert demo.run(asked(tmp_path / "demo", flag, str(taken))) == 1
    told = capsys.readouterr().err
    assert f"cannot use port {taken}" in told
    assert f"Choose another: {flag} " in told
    assert not (tmp_path / "demo").exists()


def test_a_folder_with_a_clinics_database_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo_data.database(tmp_path).write_text("a clinic's")
    assert demo.run(asked(tmp_path, "--fresh")) == 1
    assert "not a demonstration's" in capsys.readouterr().err
    assert demo_data.database(tmp_path).read_text() == "a clinic's"


def test_a_folder_that_another_demonstration_uses_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo_data.claim(tmp_path)
    with (tmp_path / "in-use").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert demo.run(asked(tmp_path, "--fresh")) == 1
    assert "already running" in capsys.readouterr().err
    assert (tmp_path / demo_data.MARK).exists()


def test_without_live_monitors_everything_else_is_started(tmp_path: Path) -> None:
    names = {part.name for part in demo._parts(asked(tmp_path), tmp_path)}
    assert {part.name for part in demo._parts(asked(tmp_path, "--no-live"), tmp_path)} == names - {"monitors"}


def test_the_address_of_a_real_database_never_reaches_the_demonstration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://clinic/live")
    environment = demo._environment(tmp_path)
    assert "DATABASE_URL" not in environment
    assert environment["DJANGO_SETTINGS_MODULE"] == "firstlight.config.settings.demo"
