"""Run every check and every test: style, types and layers; then the suite on SQLite, what uses the database again on a
real PostgreSQL, processes that are killed while they work, and shifts walked in a real browser.

A PostgreSQL is found or started (FIRSTLIGHT_TEST_PG names one), and Chromium is found; as root, both are installed from
Debian's packages. What cannot run is named and fails, except tests marked `national`: they need data from outside, in
the folder that FIRSTLIGHT_DATA names.
"""

import argparse
import os
import signal
import sys

from firstlight.config.checkout import ROOT, is_checkout

NEEDS_DJANGO = False
PARTS = ("lint", "sqlite", "postgres", "resilience", "journeys", "national")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", action="append", choices=PARTS, help="one part (may be given again for another)")
    parser.add_argument("-k", dest="matching", metavar="EXPRESSION", help="only tests whose names match")


def run(arguments: argparse.Namespace) -> int:
    if not is_checkout():
        print("The tests come with the source: run this in a checkout.", file=sys.stderr)
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)  # as Ctrl-C: what was started is ended
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    from tests import suite

    return suite.run(tuple(arguments.only or PARTS), arguments.matching)
