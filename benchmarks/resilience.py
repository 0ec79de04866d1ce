"""What is killed comes back: the listener, the pages and PostgreSQL itself, each killed twenty times as the kernel kills,
while 200 monitors send once a second and a nurse has the board open, on SQLite and on PostgreSQL.

Every message that a monitor was told is stored must be in the database once and have come to the open board, and the board
be itself again within five seconds: of the kill, or for PostgreSQL, which Firstlight does not tend, of its answering again.
Takes about ten minutes.
"""

import argparse
import math
import os
import signal
import statistics
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.databases import own_cluster
from tests.resilience.ward import Account, Ward, at_work
from tests.services import Service

PROMISED = 5.0  # seconds
MONITORS, RATE = 200, 1.0  # messages a second of each
KILLED = {"sqlite": ("listener", "web"), "postgresql": ("listener", "web", "postgresql")}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`bench resilience [--times N]`."""
    parser.add_argument("--times", type=int, default=20, help="how often each is killed, on each database (20)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Kill them all; what was found. Asked to stop, it ends every process that it started."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    before = os.getloadavg()
    found = {database: _on(database, args.times) for database in KILLED}
    return {
        "held": all(one["held"] for one in found.values()),
        "promised_seconds": PROMISED,
        "monitors": MONITORS,
        "messages_per_second": MONITORS * RATE,
        "load_average": {"before": _rounded(before), "after": _rounded(os.getloadavg())},
        **found,
    }


def _on(database: str, times: int) -> dict[str, Any]:
    with ExitStack() as stack:
        ward = _opened(database, stack)
        seconds: dict[str, list[float]] = defaultdict(list)
        for number in range(1, times + 1):
            for name in KILLED[database]:
                ward.rest(name)
                seconds[name].append(ward.kill(name))
                _say(f"{database}: {name} killed {number} of {times}, the board back after {seconds[name][-1]:.2f} s")
        never_shown = ward.never_shown()
        ward.monitors.stop()
        return summary(seconds, ward.account(), len(never_shown))


def _opened(database: str, stack: ExitStack) -> Ward:
    _say(f"{database}: opening a clinic with {MONITORS} monitors …")
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="firstlight-bench-")))
    cluster = stack.enter_context(own_cluster(durable=True)) if database == "postgresql" else None
    service = Service(folder, cluster.make() if cluster else "")
    service.must("migrate")
    return stack.enter_context(at_work(service, cluster, monitors=MONITORS, rate=RATE))


def summary(seconds: dict[str, list[float]], account: Account, never_shown: int) -> dict[str, Any]:
    """As JSON. `seconds` from each kill to the board, infinite where it never came back."""
    longest = max(second for all_of_one in seconds.values() for second in all_of_one)
    return {
        "held": longest <= PROMISED and account.once == account.acknowledged and not never_shown,
        "kills": sum(map(len, seconds.values())),
        "acknowledged": account.acknowledged,
        "present_once": account.once,
        "missing": account.missing,
        "doubled": account.doubled,
        "never_on_the_open_screen": never_shown,
        "seconds_to_board": {name: _figures(one) for name, one in seconds.items()},
    }


def _figures(seconds: list[float]) -> dict[str, Any]:
    back = [one for one in seconds if one < math.inf]
    return {
        "kills": len(seconds),
        "never_back": len(seconds) - len(back),
        "median": round(statistics.median(back), 2) if back else None,
        "max": round(max(back), 2) if back else None,
    }


def _rounded(load: tuple[float, float, float]) -> list[float]:
    return [round(one, 2) for one in load]


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
