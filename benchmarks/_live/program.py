"""Processes beside the service: senders and clients, each in one of its own, so that none waits for another's work. None
outlives the one that started it."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[2]
END_WITHIN = 10.0
DIES_WITH_US = 1  # PR_SET_PDEATHSIG


def tell(said: str) -> None:
    """Progress, for a person who waits."""
    print(f"{time.strftime('%H:%M:%S')}  {said}", file=sys.stderr, flush=True)


class Program:
    """One module of this folder, at work."""

    def __init__(self, module: str, *arguments: object) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", f"benchmarks._live.{module}", *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            preexec_fn=_ends_with_us,
        )

    @property
    def works(self) -> bool:
        return self.process.poll() is None

    def hear(self) -> str:
        """Its next line. Raises RuntimeError where it ended without one."""
        line = _open(self.process.stdout).readline().decode().strip()
        if not line:
            raise RuntimeError(f"{self.process.args!r} ended with code {self.process.wait()}; see above")
        return line

    def finish(self) -> None:
        """Tell it that all is over and wait until it has ended. Raises RuntimeError where it failed."""
        _open(self.process.stdin).close()
        self.wait(END_WITHIN)

    def wait(self, seconds: float | None = None) -> None:
        """Until it ends by itself. Raises RuntimeError where it failed."""
        if code := self.process.wait(seconds):
            raise RuntimeError(f"{self.process.args!r} ended with code {code}; see above")

    def end(self) -> None:
        """Whatever it is doing."""
        if self.works:
            self.process.terminate()
            try:
                self.process.wait(END_WITHIN)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@contextmanager
def program(module: str, *arguments: object) -> Iterator[Program]:
    """A module of this folder, run as a program; ended afterwards."""
    started = Program(module, *arguments)
    try:
        yield started
    finally:
        started.end()


def read(path: Path) -> Any:
    """What a program left as JSON."""
    return json.loads(path.read_text())


def _ends_with_us() -> None:
    """It keeps nothing, so it may end at once, however we ended."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIES_WITH_US, signal.SIGKILL)


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
