"""`./firstlight` on a bare machine: it says plainly what is missing and how to get it, and touches nothing it need not."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from firstlight.config.checkout import ROOT

PLAIN_TOOLS = (
    "sh",
    "cat",
    "cksum",
    "cp",
    "dirname",
    "env",
    "find",
    "grep",
    "id",
    "mkdir",
    "mv",
    "rm",
    "sleep",
    "uname",
)
WITHOUT_VENV = """#!/bin/sh
case $2 in
  *ensurepip*) echo "No module named 'ensurepip'" >&2; exit 1 ;;
esac
exit 0
"""
TOO_OLD = "#!/bin/sh\nexit 1\n"
STANDS_IN = """#!/bin/sh
echo "ran $*"
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine with plain tools and nothing else; `id` says that we are not root."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in PLAIN_TOOLS:
        found = shutil.which(tool)
        assert found is not None
        (folder / tool).symlink_to(found)
    program(folder / "id", "#!/bin/sh\necho 1000\n")
    return folder


def program(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def firstlight(machine: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(machine), "HOME": str(machine.parent), "FIRSTLIGHT_VENV": str(machine.parent / "venv")}
    command = [shutil.which("sh") or "sh", str(ROOT / "firstlight"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_without_python_it_says_which_one_it_needs_and_how_to_get_it(machine: Path) -> None:
    done = firstlight(machine, "demo")
    assert done.returncode == 3
    assert "needs Python 3.11 or later" in done.stderr
    assert "apt-get install python3 python3-venv" in done.stderr


def test_an_older_python_is_no_python(machine: Path) -> None:
    program(machine / "python3", TOO_OLD)
    assert "needs Python 3.11 or later" in firstlight(machine, "demo").stderr


def test_without_the_venv_module_it_names_the_package(machine: Path) -> None:
    program(machine / "python3", WITHOUT_VENV)
    done = firstlight(machine, "demo")
    assert done.returncode == 3
    assert "apt-get install python3-venv" in done.stderr


def test_a_start_that_is_up_to_date_installs_nothing_and_hands_over_every_argument(machine: Path) -> None:
    ready(machine, "base")
    done = firstlight(machine, "backup", "a file", "--demo")
    assert done.stdout == "ran -m firstlight backup a file --demo\n"
    assert done.stderr == ""


def test_an_environment_for_the_tests_serves_every_other_command(machine: Path) -> None:
    ready(machine, "dev")
    assert firstlight(machine, "demo").stdout == "ran -m firstlight demo\n"


def test_an_environment_that_only_runs_firstlight_is_not_enough_for_the_tests(machine: Path) -> None:
    ready(machine, "base")
    assert firstlight(machine, "test").returncode == 3  # it tries to set up, and this machine has no Python


def test_an_environment_of_another_lock_is_made_anew(machine: Path) -> None:
    ready(machine, "base")
    stamp = machine.parent / "venv" / "base.stamp"
    stamp.write_text(stamp.read_text() + "changed")
    assert firstlight(machine, "demo").returncode == 3


def ready(machine: Path, lock: str) -> None:
    """An environment as a finished set-up leaves it, with a Python that only says what it was asked."""
    folder = machine.parent / "venv" / "bin"
    folder.mkdir(parents=True)
    program(folder / "python", STANDS_IN)
    sums = subprocess.run(["cksum"], input=made_from(lock), capture_output=True, check=True).stdout.decode().strip()
    (machine.parent / "venv" / f"{lock}.stamp").write_text(f"{ROOT} {sums}\n")


def made_from(lock: str) -> bytes:
    names = ("pyproject.toml", "hatch_build.py", "package-lock.json", "requirements/bootstrap.lock")
    return b"".join((ROOT / name).read_bytes() for name in (*names, f"requirements/{lock}.lock"))


def test_a_set_up_that_was_killed_does_not_block_the_next(machine: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    lock = machine.parent / "venv.lock"
    lock.mkdir()
    (lock / "pid").write_text(str(gone.pid))
    assert "needs Python 3.11" in firstlight(machine, "demo").stderr
    assert not lock.exists()


def test_it_can_be_called_from_anywhere(machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready(machine, "base")
    monkeypatch.chdir(tmp_path)
    assert firstlight(machine, "--help").stdout == "ran -m firstlight --help\n"


def test_it_is_a_program_that_a_clone_can_run() -> None:
    assert os.access(ROOT / "firstlight", os.X_OK)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("lock", ["bootstrap", "base", "dev", "bench", "node"])
def test_every_package_of_a_lock_is_pinned_and_hashed(lock: str) -> None:
    entries = (ROOT / "requirements" / f"{lock}.lock").read_text().replace("\\\n", " ").splitlines()
    packages = [line for line in entries if line and not line.lstrip().startswith("#")]
    assert packages
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []


def test_what_is_tested_is_what_runs() -> None:
    base, dev = (pinned(ROOT / "requirements" / f"{name}.lock") for name in ("base", "dev"))
    assert {name: dev.get(name) for name in base} == base


def pinned(lock: Path) -> dict[str, str]:
    lines = [line.split(" ")[0] for line in lock.read_text().splitlines() if "==" in line and line[0].isalpha()]
    return dict(line.split("==") for line in lines)
