"""Send the messages of many bedside monitors to a listener, over real connections, and say how it answered.

The messages are in the shapes of real makers; the figures are invented and the same for the same seed. With --rate 0
every monitor sends as fast as its answers come, with at most --outstanding unanswered.
"""

import argparse
import json
import sys
from typing import Any

from firstlight.config.commands.file_limit import raise_file_limit
from firstlight.integration.hl7.simulate.beds import MIXED, VENDORS, beds
from firstlight.integration.hl7.simulate.figures import SeededFigures
from firstlight.integration.hl7.simulate.simulator import Simulator, run_simulation

NEEDS_DJANGO = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`simulate-monitors --beds N --rate R --seconds S --seed K --vendor V --json`."""
    parser.add_argument("--beds", type=int, default=3, help="how many monitors (3)")
    parser.add_argument(
        "--rate", type=float, default=1.0, help="messages a second of each (1); 0 is as fast as answers come"
    )
    parser.add_argument("--seconds", type=float, default=10.0, help="how long (10)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same figures (1)")
    parser.add_argument("--vendor", choices=[*VENDORS, MIXED], default=MIXED, help="whose shape of message (mixed)")
    parser.add_argument("--outstanding", type=int, default=64, help="the most unanswered messages of one monitor (64)")
    parser.add_argument("--host", default="127.0.0.1", help="where the listener is (127.0.0.1)")
    parser.add_argument("--mllp-port", "--port", type=int, default=2575, help="the listener's port (2575)")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(args: argparse.Namespace) -> int:
    """Send and report; 1 where anything was lost or refused."""
    fault = _fault(args) or raise_file_limit(args.beds)
    if fault:
        print(fault, file=sys.stderr)
        return 1
    if not args.json:
        print(f"Sending from {args.beds} monitors for {args.seconds:g} s ...", flush=True)
    report = run_simulation(
        Simulator(
            beds(args.beds, args.vendor),
            SeededFigures(args.seed, args.beds),
            args.host,
            args.mllp_port,
            args.rate,
            args.seconds,
            args.outstanding,
        )
    )
    result = {"beds": args.beds, "rate": args.rate, "vendor": args.vendor, "seed": args.seed, **report.as_json()}
    print(json.dumps(result) if args.json else _sentence(result))
    return 0 if report.sent and not report.lost and not report.refused else 1


def _fault(args: argparse.Namespace) -> str:
    if args.beds < 1 or args.outstanding < 1:
        return "--beds and --outstanding must be 1 or more."
    if args.rate < 0 or args.seconds <= 0:
        return "--rate must be 0 or more, and --seconds more than 0."
    return ""


def _sentence(result: dict[str, Any]) -> str:
    times = result["round_trip_ms"]
    return (
        f"Sent {result['sent']:,}: {result['acknowledged']:,} acknowledged, {result['refused']:,} refused, "
        f"{result['lost']:,} lost, {result['held_back']:,} held back. {result['acknowledged_per_second']:,.0f} a second.\n"
        f"Round trip in ms: half under {times['p50']}, 95 % under {times['p95']}, 99 % under {times['p99']}, "
        f"longest {times['max']}."
    )
