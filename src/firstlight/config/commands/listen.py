"""Run the listener for bedside monitors: HL7 version 2 messages over TCP (MLLP), stored before they are answered.

Monitors speak without encryption and without a password. Listen on a private network only, name the senders that may
connect (FIRSTLIGHT_HL7_ALLOW, addresses or networks with commas between), and put TLS in front where the network is
shared. One address may hold 64 connections and bring 500 new monitors an hour; where all come through one gateway or a
TLS proxy, allow it more (FIRSTLIGHT_HL7_PER_SENDER, FIRSTLIGHT_HL7_NEW_MONITORS). A site's own codes and units go in
the file that FIRSTLIGHT_HL7_TABLES names.
"""

import argparse
import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from firstlight.config.commands.file_limit import raise_file_limit
from firstlight.integration.hl7.listener import MOST_CONNECTIONS, Listener, Network, networks
from firstlight.integration.hl7.meanings import Meanings
from firstlight.integration.hl7.message import Site
from firstlight.integration.hl7.peers import MOST_CONNECTIONS as MOST_PER_SENDER
from firstlight.integration.hl7.peers import MOST_NEW_MONITORS, Limits
from firstlight.integration.hl7.store import ClinicStore
from firstlight.integration.hl7.tables import TableError, Tables, load_tables


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`listen [--host HOST] [--mllp-port PORT] [--allow NETWORKS] [--tables FILE] [--per-sender N] [--new-monitors N]`."""
    tables = os.environ.get("FIRSTLIGHT_HL7_TABLES")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--mllp-port", "--port", type=int, default=2575, help="port that monitors send to (2575)")
    parser.add_argument(
        "--allow",
        default=os.environ.get("FIRSTLIGHT_HL7_ALLOW", ""),
        help="senders that may connect (FIRSTLIGHT_HL7_ALLOW)",
    )
    parser.add_argument(
        "--tables",
        type=Path,
        default=Path(tables) if tables else None,
        help="the site's own codes (FIRSTLIGHT_HL7_TABLES)",
    )
    parser.add_argument(
        "--per-sender",
        type=int,
        default=os.environ.get("FIRSTLIGHT_HL7_PER_SENDER", str(MOST_PER_SENDER)),
        help=f"connections that one address may hold ({MOST_PER_SENDER}; FIRSTLIGHT_HL7_PER_SENDER)",
    )
    parser.add_argument(
        "--new-monitors",
        type=int,
        default=os.environ.get("FIRSTLIGHT_HL7_NEW_MONITORS", str(MOST_NEW_MONITORS)),
        help=f"new monitors that one address may bring in an hour ({MOST_NEW_MONITORS}; FIRSTLIGHT_HL7_NEW_MONITORS)",
    )


def run(args: argparse.Namespace) -> int:
    """Listen until asked to stop; 1 where that cannot be."""
    try:
        tables = load_tables(args.tables)
        allowed = networks(args.allow)
    except (TableError, ValueError) as fault:
        print(f"The listener cannot start: {fault}", file=sys.stderr)
        return 1
    if not allowed and not args.host.startswith("127.") and args.host not in {"localhost", "::1"}:
        print("Anybody on this network may send: name the senders with FIRSTLIGHT_HL7_ALLOW.", file=sys.stderr)
    if problem := raise_file_limit(MOST_CONNECTIONS):
        print(f"Fewer than {MOST_CONNECTIONS:,} monitors can connect. {problem}", file=sys.stderr)
    gc.collect()
    gc.freeze()  # what is loaded by now stays: the collector need not walk it again and again
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(_listen(args, tables, allowed))


async def _listen(args: argparse.Namespace, tables: Tables, allowed: Sequence[Network]) -> int:
    limits = Limits(args.per_sender, args.new_monitors)
    listener = Listener(ClinicStore(), Site(Meanings(tables), ZoneInfo(settings.TIME_ZONE)), allowed, limits=limits)
    try:
        port = await listener.start(args.host, args.mllp_port)
    except OSError as fault:
        print(f"The listener cannot listen on {args.host}:{args.mllp_port}: {fault.strerror}.", file=sys.stderr)
        return 1
    print(f"listening on {args.host}:{port}", flush=True)
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await stopped.wait()
    await listener.stop()
    return 0


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where it is installed."""
    try:
        import uvloop
    except ImportError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory
