"""Set up and open a clinic of invented people on this machine: the pages, the listener, the jobs and simulated monitors.

Everything it knows lies in one folder (--data). A demonstration whose day is over is made anew; one made at night or at a
weekend stands in the next working morning. Ctrl-C stops every process it started. For a real clinic use ./firstlight run.
"""

import argparse
import fcntl
import os
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from firstlight.config.checkout import demo_folder
from firstlight.config.commands import demo_data
from firstlight.config.commands.processes import Part, Supervisor, firstlight, last_lines
from firstlight.config.commands.progress import say
from firstlight.config.commands.readiness import wait_until_well

NEEDS_DJANGO = False
HOST = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="port of the pages (8000)")
    parser.add_argument("--mllp-port", type=int, default=2575, help="port that monitors send to (2575)")
    parser.add_argument(
        "--data", type=Path, default=demo_folder(), metavar="DIR", help="where its data lies (.firstlight/demo)"
    )
    parser.add_argument("--fresh", action="store_true", help="forget what was recorded and begin again")
    parser.add_argument("--no-live", action="store_true", help="no simulated monitors")


def run(arguments: argparse.Namespace) -> int:
    began = time.monotonic()
    folder: Path = arguments.data.resolve()
    problem = _ports_in_use(arguments) or demo_data.objection(folder)
    if problem:
        return _refuse(problem)
    with suppress(BlockingIOError), _held(folder):
        return _open(arguments, folder, began)
    return _refuse(f"A demonstration is already running on {folder}. Stop it, or choose another folder with --data.")


def _open(arguments: argparse.Namespace, folder: Path, began: float) -> int:
    if arguments.fresh:
        demo_data.forget(folder)
    with Supervisor(_parts(arguments, folder), _environment(folder), say) as supervisor:
        if not demo_data.is_ready(folder) and (
            code := supervisor.finish(Part("preparation", firstlight("demo-prepare")))
        ):
            return code
        supervisor.start()
        problem = wait_until_well(supervisor, HOST, arguments.port, HOST)
        if supervisor.stopping:
            return 0
        if problem:
            return _refuse(problem + _why(supervisor))
        _welcome(arguments, folder, time.monotonic() - began)
        supervisor.keep_going()
        say("\nStopping …")
    say("Everything is stopped.")
    return 0


def _parts(arguments: argparse.Namespace, folder: Path) -> list[Part]:
    """Web first: it takes longest. Monitors try again until the listener answers."""
    port, mllp = str(arguments.port), str(arguments.mllp_port)
    commands = {
        "web": firstlight("web", "--port", port),
        "listener": firstlight("listen", "--port", mllp, "--per-sender", "4096", "--new-monitors", "5000"),
        "jobs": firstlight("work"),
        "monitors": firstlight("demo-monitors", "--port", mllp),
    }
    if arguments.no_live:
        del commands["monitors"]
    return [Part(name, command, folder / "logs" / f"{name}.log") for name, command in commands.items()]


def _environment(folder: Path) -> dict[str, str]:
    """What the processes are told. An address of a real database is none of the demonstration's business."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    settings = "firstlight.config.settings.demo"
    return kept | {"DJANGO_SETTINGS_MODULE": settings, "FIRSTLIGHT_DATA_DIR": str(folder)}


def _ports_in_use(arguments: argparse.Namespace) -> str:
    for flag, port, what in (("--port", arguments.port, "pages"), ("--mllp-port", arguments.mllp_port, "listener")):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((HOST, port))
            except (OSError, OverflowError) as problem:
                return f"The {what} cannot use port {port} ({problem}). Choose another: {flag} {port % 60000 + 1}"
    return ""


def _held(folder: Path) -> IO[str]:
    """The folder for ourselves as long as the file is open. Raises BlockingIOError when somebody has it."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / "in-use").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return lock


def _why(supervisor: Supervisor) -> str:
    """What the processes that died had to say."""
    dead = [part for part in supervisor.parts if part.deaths and part.log]
    return "".join(f"\n\n{part.name} wrote to {part.log}:\n{last_lines(part.log)}" for part in dead if part.log)


def _refuse(problem: str) -> int:
    print(problem, file=sys.stderr)
    return 1


def _welcome(arguments: argparse.Namespace, folder: Path, seconds: float) -> None:
    people = demo_data.people(folder)
    lines = [
        "",
        f"Firstlight is open at  http://{HOST}:{arguments.port}/   (after {seconds:.1f} s)",
        f"In the clinic it is {demo_data.now(folder):%A %-d %B, %H:%M}.",
        "",
        "Choose whom to sign in as, for example:",
        *(f"  {name}, {role}" for name, role in people),
        "",
        f"Monitors send HL7 to port {arguments.mllp_port}. Logs are in {folder / 'logs'}. Ctrl-C stops everything.",
    ]
    say("\n".join(lines))
