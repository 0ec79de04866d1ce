"""Walk the audit log from its first entry and say whether anything was altered, inserted, removed or cut off.

The copies of the chain's head, kept outside the database, are compared as well. Exit status 0 when the log holds,
1 at the first fault, which is named.
"""

import argparse
import json
from pathlib import Path

from django.conf import settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`audit verify [--heads FILE] [--json]`."""
    parser.add_argument("what", choices=["verify"], help="verify: walk the whole chain")
    parser.add_argument("--heads", type=Path, help="the file of copied heads (as configured, unless given)")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the verdict; 1 where there is a fault."""
    from firstlight.apps.actor import Actor
    from firstlight.apps.audit import heads, verification
    from firstlight.apps.audit.actions.note_verification import note_verification

    if args.heads:
        settings.AUDIT_HEADS_FILE = args.heads
    copies = list(heads.read())
    verdict = verification.verify(copies)
    note_verification(Actor.system("command line"), verdict=verdict)
    if args.json:
        print(json.dumps({"sound": verdict.sound, "entries": verdict.entries, "fault": verdict.fault}))
    elif verdict.sound:
        print(f"The audit log holds: {verdict.entries:,} entries, {len(copies)} copied heads.")
    else:
        print(f"The audit log does NOT hold: {verdict.fault}. {verdict.entries:,} entries before it are sound.")
    return 0 if verdict.sound else 1
