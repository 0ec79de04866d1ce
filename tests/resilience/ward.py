"""A ward at work under load, in which something is killed: the service under `run`, monitors that send over real sockets, a
nurse with the board open. It tells how long the board was away, and what became of everything that was acknowledged."""

import json
import math
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from firstlight.config.commands.processes import LIVED
from tests.databases import Cluster
from tests.resilience.house import House
from tests.resilience.monitors import Monitors
from tests.resilience.screen import Screen
from tests.services import Service

ROOT = Path(__file__).parents[2]
BOUND = "SELECT monitor_id, session_id FROM infusion_binding WHERE ends_at IS NULL"
STORED = (
    "SELECT o.identifier, m.control_id FROM infusion_monitormessage m JOIN infusion_monitor o ON o.id = m.monitor_id"
)
TOLD = "SELECT id FROM infusion_monitormessage WHERE monitor_id IN ({}) AND id >= {}"
LONG = 60.0  # seconds after which nobody waits any more


@dataclass(frozen=True)
class Account:
    """Messages that a monitor was told are stored, and how often each is in the database."""

    acknowledged: int
    once: int
    missing: int
    doubled: int


@dataclass
class Ward:
    """`bound` are the monitors joined to a session, and the sessions; `cookie` is the nurse's sign-in. `cluster` None: the
    database is SQLite."""

    service: Service
    house: House
    monitors: Monitors
    screen: Screen
    cookie: str
    bound: dict[int, int]
    cluster: Cluster | None = None
    _back_at: dict[str, float] = field(default_factory=dict)

    def kill(self, name: str) -> float:
        """Kill "listener", "web" or "postgresql"; seconds until the board was itself again, infinite where it never was.

        They count from the kill; for PostgreSQL, which Firstlight does not tend, from when it answers again.
        """
        gone = self._lose_database() if name == "postgresql" else self.house.kill(name)
        seconds = self.wait_for_board(gone)
        self._back_at[name] = time.monotonic()
        return seconds

    def rest(self, name: str) -> None:
        """Until a kill of this process is no longer one of several in a row, each of which puts its next start off further."""
        if name in self._back_at:
            time.sleep(max(0.0, self._back_at[name] + LIVED - time.monotonic()))

    def wait_for_board(self, since: float) -> float:
        """Seconds from `since` (seconds since 1970) until the board showed what came after it."""
        while time.time() - since < LONG:
            if self.screen.is_itself(self.bound.values(), since):
                return time.time() - since
            time.sleep(0.02)
        return math.inf

    def account(self) -> Account:
        """Of everything that was acknowledged until now."""
        acknowledged = set(self.monitors.acknowledged)
        stored = Counter(name for name in self.service.rows(STORED) if name in acknowledged)
        return Account(
            acknowledged=len(acknowledged),
            once=sum(times == 1 for times in stored.values()),
            missing=len(acknowledged) - len(stored),
            doubled=sum(times > 1 for times in stored.values()),
        )

    def never_shown(self) -> set[int]:
        """Rows of the joined monitors that were stored while the screen was open and never came down its stream."""
        rows = self.service.rows(TOLD.format(", ".join(map(str, self.bound)), min(self.screen.seen)))
        until = time.monotonic() + LONG
        while (left := {row for (row,) in rows} - self.screen.seen) and time.monotonic() < until:
            time.sleep(0.05)
        return left

    def _lose_database(self) -> float:
        """Killed whole, away until a monitor was told to send again, and started anew; when it answered."""
        assert self.cluster is not None
        before = self.monitors.report.sent_again
        self.cluster.kill()
        while self.monitors.report.sent_again == before:
            time.sleep(0.01)
        self.cluster.start()
        return time.time()


@contextmanager
def at_work(service: Service, cluster: Cluster | None = None, *, monitors: int, rate: float) -> Iterator[Ward]:
    """A migrated, empty service, opened, with this many monitors at so many messages a second each. Gone afterwards."""
    cookie = _fill(service)
    with House(service, service.folder / "said.log") as house:
        bedside, screen = Monitors(house.mllp, monitors, rate), Screen(house.web, cookie)
        ward = Ward(service, house, bedside, screen, cookie, dict(service.rows(BOUND)), cluster)
        try:
            screen.open()
            bedside.start()
            if ward.wait_for_board(time.time()) == math.inf:
                raise RuntimeError(f"No reading came to the board; the service said:\n{house.said()}")
            yield ward
        finally:
            bedside.stop()
            screen.close()


def _fill(service: Service) -> str:
    program = [sys.executable, "-m", "tests.resilience.fill"]
    done = subprocess.run(program, env=service.environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The clinic could not be filled:\n{done.stdout}{done.stderr}")
    return str(json.loads(done.stdout)["cookie"])
