"""The live feed as a whole, on both databases, with the service's real processes and a real disk.

a  200 monitors at a message a second, a browser on a session and twenty plain streams: nothing lost, age on the page, memory
b  the highest rate at which messages are stored and acknowledged, beside what the disk and the processors allow
c  2,000 monitors at a message a second: nothing lost
d  the same messages understood through libraries of others, as a ratio
e  a nurse saves a set of observations while 2,000 messages a second come in

Run it on a quiet machine: everything, the senders and the browser too, shares its processors.
"""

import argparse
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks._live import crowd, machine, most, peers, saving, watching
from benchmarks._live.clinic import IN_MEMORY, Clinic, clinic
from benchmarks._live.figures import all_held, load
from benchmarks._live.program import tell
from firstlight.config.commands.file_limit import raise_file_limit
from tests import databases
from tests.browser import chromium

DATABASES = ("sqlite", "postgresql")
Part = Callable[[Clinic, argparse.Namespace], dict[str, Any]]


def _watching(at: Clinic, args: argparse.Namespace) -> dict[str, Any]:
    return watching.measure(at, args.monitors, args.seconds or 60, args.streams, browser=not args.no_browser)


def _most(at: Clinic, args: argparse.Namespace) -> dict[str, Any]:
    return most.measure(at, args.seconds or 15)


def _crowd(at: Clinic, args: argparse.Namespace) -> dict[str, Any]:
    return crowd.measure(at, args.seconds or 30)


def _saving(at: Clinic, args: argparse.Namespace) -> dict[str, Any]:
    return saving.measure(at, args.saves)


PARTS: dict[str, Part] = {"a": _watching, "b": _most, "c": _crowd, "e": _saving}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`bench live [--part P]... [--database D]... [--seconds S]`."""
    parser.add_argument(
        "--part", action="append", choices=sorted([*PARTS, "d"]), help="one part (may be given again); all"
    )
    parser.add_argument(
        "--database", action="append", choices=DATABASES, help="one database (may be given again); both"
    )
    parser.add_argument("--seconds", type=float, help="how long each part sends (a 60, b 15, c 30)")
    parser.add_argument("--monitors", type=int, default=200, help="monitors of part a (200)")
    parser.add_argument("--streams", type=int, default=20, help="plain event-stream clients of part a (20)")
    parser.add_argument("--saves", type=int, default=30, help="sets that the nurse of part e saves (30)")
    parser.add_argument("--no-browser", action="store_true", help="part a without a browser")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Measure; every figure with its limit, whether that held, and the load average at the time."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends everything as Ctrl-C does
    args.part, args.database = args.part or sorted([*PARTS, "d"]), args.database or DATABASES
    folder = Path(tempfile.gettempdir())
    if problem := _missing(args, folder):
        raise SystemExit(problem)
    parts, found = args.part, {"machine": machine.described(folder), "load_average_before": load()}
    for database in args.database:
        if stored := [part for part in parts if part in PARTS]:
            found[database] = _on(database, stored, args)
    if "d" in parts:
        tell("d: the same messages are understood in several ways …")
        found["d"] = peers.measure()
    return found | {"load_average_after": load(), "everything_held": all_held(found)}


def _on(database: str, parts: list[str], args: argparse.Namespace) -> dict[str, Any]:
    with clinic(database, args.monitors, args.streams + 1) as at:
        found: dict[str, Any] = {"durability": at.durability()}
        for part in parts:
            found[part] = PARTS[part](at, args)
        return found


def _missing(args: argparse.Namespace, folder: Path) -> str:
    """What this machine lacks for the parts that were asked for, and how to get it, or ''."""
    if machine.file_system(folder) in IN_MEMORY:
        return f"{folder} lies in memory, where nothing is ever synced: name a folder on a disk in TMPDIR."
    try:
        if "postgresql" in args.database:
            databases.binaries()
        if "a" in args.part and not args.no_browser:
            chromium()
    except RuntimeError as missing:
        return str(missing)
    return raise_file_limit(crowd.MONITORS)
