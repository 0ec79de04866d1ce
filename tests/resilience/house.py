"""A whole service under `firstlight run`, one of whose processes can be killed as the kernel kills: at once, unasked."""

import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import psutil

from firstlight.config.commands.processes import last_lines
from tests.databases import _die_with_us
from tests.services import Service

COMMANDS = {"web": "web", "listener": "listen", "jobs": "work"}
OPEN_WITHIN = 90.0


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


class House:
    """`web` and `mllp` are its ports. What its processes say goes to `log`."""

    def __init__(self, service: Service, log: Path) -> None:
        self.web, self.mllp, self.log = free_port(), free_port(), log
        ports = {"FIRSTLIGHT_WEB_PORT": str(self.web), "FIRSTLIGHT_MLLP_PORT": str(self.mllp)}
        with log.open("ab") as output:
            self._run = subprocess.Popen(
                [sys.executable, "-m", "firstlight", "run"],
                env=service.environment | ports,
                stdout=output,
                stderr=output,
                preexec_fn=_die_with_us,
                start_new_session=True,  # a Ctrl-C is ours, and we end it
            )

    def __enter__(self) -> "House":
        try:
            self._wait_until_open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ask it to stop, and wait until it and its processes are gone."""
        if self._run.poll() is None:
            self._run.send_signal(signal.SIGTERM)
        self._run.wait(OPEN_WITHIN)

    def kill(self, name: str) -> float:
        """SIGKILL to one of its processes; when it was gone, in seconds since 1970."""
        victim = self._process(name)
        victim.kill()
        with suppress(psutil.NoSuchProcess):
            while victim.status() != psutil.STATUS_ZOMBIE:
                time.sleep(0.001)
        return time.time()

    def said(self) -> str:
        """What its processes said last."""
        return last_lines(self.log, 40)

    def _process(self, name: str) -> psutil.Process:
        (found,) = [
            child
            for child in psutil.Process(self._run.pid).children()
            if child.status() != psutil.STATUS_ZOMBIE and COMMANDS[name] in child.cmdline()
        ]
        return found

    def _wait_until_open(self) -> None:
        until = time.monotonic() + OPEN_WITHIN
        while "Firstlight is running." not in self.log.read_text():
            if self._run.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"The service did not open; it said:\n{self.said()}")
            time.sleep(0.05)
