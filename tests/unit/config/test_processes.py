"""The processes of one service: they are started again when they die, and none is left behind, whatever happens."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from firstlight.config.commands.processes import LIVED, Part, Supervisor, last_lines

SOON = 20.0
PLAIN = "import time; time.sleep(600)"
WITH_CHILD = (
    "import subprocess, sys; from firstlight.config import lifeline; lifeline.watch(); "
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); "
    "print(child.pid, flush=True); child.wait()"
)
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); " + PLAIN
SUPERVISOR = """
import sys
from firstlight.config.commands.processes import Part, Supervisor
part = Part("part", [sys.executable, "-c", sys.argv[1]], log=__import__("pathlib").Path(sys.argv[2]))
with Supervisor([part], dict(__import__("os").environ), lambda said: None) as supervisor:
    supervisor.start()
    print(part.process.pid, flush=True)
    supervisor.keep_going()
"""


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def soon(true: Callable[[], object]) -> bool:
    """Whether it comes true before we lose patience; tests say what becomes true, never how fast."""
    until = time.monotonic() + SOON
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.02)
    return False


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(said: list[str]) -> Iterator[Callable[..., Supervisor]]:
    """Makes supervisors whose processes are gone after the test; signals are as they were."""
    made: list[Supervisor] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}

    def make(*parts: Part) -> Supervisor:
        made.append(Supervisor(list(parts), dict(os.environ), said.append))
        return made[-1].__enter__()

    yield make
    for one in made:
        one.stop()
    for number, handler in before.items():
        signal.signal(number, handler)


def pid(part: Part) -> int:
    assert part.process is not None
    return part.process.pid


def test_a_process_that_dies_is_started_again_and_people_are_told(supervisor, said) -> None:
    part = Part("listener", python(PLAIN))
    tended = supervisor(part)
    tended.start()
    first = pid(part)
    os.kill(first, signal.SIGKILL)

    assert soon(lambda: tended.tend() or pid(part) != first)
    assert said == ["listener was ended by SIGKILL: starting it again in 0.1 s"]


def test_a_process_that_dies_again_and_again_is_given_longer_each_time(supervisor, said) -> None:
    part = Part("jobs", python("raise SystemExit(3)"))
    tended = supervisor(part)
    tended.start()

    assert soon(lambda: tended.tend() or part.deaths == 3)
    assert [line.split(" in ")[1] for line in said] == ["0.1 s", "0.2 s", "0.4 s"]
    assert said[0].startswith("jobs ended with code 3")


def test_a_process_that_worked_for_a_while_is_not_made_to_wait_for_its_earlier_deaths(supervisor, said) -> None:
    part = Part("listener", python(PLAIN), deaths=9)
    tended = supervisor(part)
    tended.start()
    part.started -= LIVED
    os.kill(pid(part), signal.SIGKILL)

    assert soon(lambda: tended.tend() or said)
    assert said == ["listener was ended by SIGKILL: starting it again in 0.1 s"]


def test_stopping_ends_every_process_and_what_they_started(supervisor, tmp_path: Path) -> None:
    part = Part("part", python(WITH_CHILD), tmp_path / "log")
    tended = supervisor(part)
    tended.start()
    assert soon(lambda: last_lines(tmp_path / "log"))
    everyone = [pid(part), int(last_lines(tmp_path / "log"))]
    assert all(map(alive, everyone))

    tended.stop()
    assert soon(lambda: not any(map(alive, everyone)))


def test_a_process_that_will_not_stop_is_ended_all_the_same(supervisor, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("firstlight.config.commands.processes.STOP_WITHIN", 0.2)
    part = Part("part", python(DEAF), tmp_path / "log")
    tended = supervisor(part)
    tended.start()
    assert soon(lambda: "deaf" in last_lines(tmp_path / "log"))

    tended.stop()
    assert not alive(pid(part))


def test_a_process_that_is_run_once_hands_back_how_it_ended(supervisor) -> None:
    assert supervisor().finish(Part("preparation", python("raise SystemExit(4)"))) == 4


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Callable[[str], tuple[subprocess.Popen[str], int]]]:
    """Starts a supervisor in a process of its own; hands back that process and the pid of its one part."""
    started: list[int] = []

    def start(code: str) -> tuple[subprocess.Popen[str], int]:
        command = [sys.executable, "-c", SUPERVISOR, code, str(tmp_path / "log")]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        part = int(process.stdout.readline())
        started.extend([process.pid, part])
        return process, part

    yield start
    for process in filter(alive, started):
        os.kill(process, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_the_supervisor_leaves_nobody_behind(service, number: int) -> None:
    process, part = service(PLAIN)
    process.send_signal(number)
    assert process.wait(SOON) == 0
    assert not alive(part)


def test_a_killed_supervisor_leaves_nobody_behind(service, tmp_path: Path) -> None:
    process, part = service(WITH_CHILD)
    assert soon(lambda: last_lines(tmp_path / "log"))
    grandchild = int(last_lines(tmp_path / "log"))
    assert alive(part)
    assert alive(grandchild)

    process.kill()
    assert soon(lambda: not alive(part) and not alive(grandchild))


def test_a_log_grown_big_is_put_aside_at_the_next_start(supervisor, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("firstlight.config.commands.processes.BIG_LOG", 10)
    (tmp_path / "web.log").write_text("a long story of yesterday\n")
    supervisor().finish(Part("web", python("print('today')"), tmp_path / "web.log"))
    assert (tmp_path / "web.log").read_text() == "today\n"
    assert (tmp_path / "web.log.1").read_text() == "a long story of yesterday\n"
