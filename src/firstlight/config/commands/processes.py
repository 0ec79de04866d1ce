"""The processes of one service, kept going together: each in a process group of its own, started again when it dies,
and none left behind, whether the supervisor is asked to stop or is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

from firstlight.config import lifeline

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 30.0  # seconds before a dead process is started again, doubling
LIVED = 10.0  # seconds of life, more than a start takes, after which a death counts as the first
STOP_WITHIN = 6.0
BIG_LOG = 5_000_000


def firstlight(*arguments: str) -> list[str]:
    """The command line of one of our own commands, in this very environment."""
    return [sys.executable, "-m", "firstlight", *arguments]


@dataclass
class Part:
    """One process: its name for people, and its command line. `log` None: it writes where we write."""

    name: str
    command: list[str]
    log: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    start_at: float | None = None

    @property
    def group(self) -> int | None:
        return self.process.pid if self.process else None


@dataclass
class Supervisor:
    """Starts the parts, tends them, stops them. `say` tells a person what happens."""

    parts: list[Part]
    environment: dict[str, str]
    say: Callable[[str], None]
    stopping: bool = False
    _pipe: tuple[int, int] = field(default_factory=os.pipe)

    def __enter__(self) -> "Supervisor":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        if self.stopping:  # asked twice: somebody is in a hurry
            self._signal(signal.SIGKILL)
        self.stopping = True

    def start(self) -> None:
        for part in self.parts:
            self.launch(part)

    def launch(self, part: Part) -> None:
        """Start one process. It ends when the pipe's other end, which only we hold, is closed."""
        reading = self._pipe[0]
        with _output(part) as output:
            part.process = subprocess.Popen(
                part.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**self.environment, lifeline.VARIABLE: str(reading)},
                pass_fds=[reading],
                start_new_session=True,
            )
        part.started, part.start_at = time.monotonic(), None

    def finish(self, part: Part) -> int:
        """Run one process to its end; its exit code, or 130 when we were asked to stop meanwhile."""
        self.launch(part)
        assert part.process is not None
        while part.process.poll() is None and not self.stopping:
            time.sleep(0.02)
        if self.stopping:
            _stop([part])
            return 130
        return part.process.returncode

    def tend(self) -> None:
        """Look at every process once; start again the ones that died."""
        now = time.monotonic()
        for part in self.parts:
            if part.start_at is not None and now >= part.start_at:
                self.launch(part)
            elif part.start_at is None and part.process is not None and part.process.poll() is not None:
                self._mourn(part, now)

    def _mourn(self, part: Part, now: float) -> None:
        assert part.process is not None
        _signal_group(part, signal.SIGKILL)  # what it had started itself
        part.deaths = 1 if now - part.started > LIVED else part.deaths + 1
        pause = min(FIRST_PAUSE * 2 ** (part.deaths - 1), LONGEST_PAUSE)
        part.start_at = now + pause
        where = f"; it wrote to {part.log}" if part.log else ""
        self.say(f"{part.name} {_ending(part.process.returncode)}: starting it again in {pause:.1f} s{where}")

    def keep_going(self) -> None:
        """Tend them until asked to stop."""
        while not self.stopping:
            self.tend()
            time.sleep(0.1)

    def stop(self) -> None:
        """End every process and all they started, the last started first."""
        self.stopping = True
        _stop(list(reversed(self.parts)))

    def _signal(self, number: int) -> None:
        for part in self.parts:
            _signal_group(part, number)


def _stop(parts: list[Part]) -> None:
    for part in parts:
        _signal_group(part, signal.SIGTERM)
    until = time.monotonic() + STOP_WITHIN
    for part in parts:
        if part.process is not None:
            try:
                part.process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal_group(part, signal.SIGKILL)
                part.process.wait()
            _signal_group(part, signal.SIGKILL)


def _signal_group(part: Part, number: int) -> None:
    if part.group is not None:
        with suppress(ProcessLookupError, PermissionError):  # nobody is left in it
            os.killpg(part.group, number)


def _ending(code: int) -> str:
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"


@contextmanager
def _output(part: Part) -> Iterator[IO[bytes] | None]:
    """The part's log, opened to add to; a big one is put aside first. None: it writes where we write."""
    if part.log is None:
        yield None
        return
    part.log.parent.mkdir(parents=True, exist_ok=True)
    if part.log.exists() and part.log.stat().st_size > BIG_LOG:
        part.log.replace(part.log.with_suffix(".log.1"))
    with part.log.open("ab") as output:
        yield output


def last_lines(path: Path, most: int = 12) -> str:
    """The end of a log, for a person who must learn why something would not start."""
    if not path.exists():
        return ""
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-most:])
