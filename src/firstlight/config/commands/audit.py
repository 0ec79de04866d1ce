"""Walk the audit log from its first entry and say whether anything was altered, inserted, removed or cut off.

The copies of the chain's head, kept outside the database, are compared as well. Exit status 0 when the log holds,
1 at the first fault, which is named.
"""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from firstlight.config.commands.progress import step

if TYPE_CHECKING:
    from firstlight.apps.audit.heads import Kept
    from firstlight.apps.audit.verification import Verdict


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
    if args.json:
        verdict = verification.verify(heads.read)
    else:
        with step("Walking the audit log") as count:
            verdict = verification.verify(heads.read, tell=count.tell)
    note_verification(Actor.system("command line"), verdict=verdict)
    print(_as_json(verdict, heads.read()) if args.json else _in_words(verdict, heads.read()))
    return 0 if verdict.sound else 1


def _as_json(verdict: "Verdict", kept: "Kept") -> str:
    said = {"sound": verdict.sound, "entries": verdict.entries, "fault": verdict.fault}
    return json.dumps(said | {"copied_heads": len(kept.copies), "unreadable_lines": kept.unreadable})


def _in_words(verdict: "Verdict", kept: "Kept") -> str:
    """A line torn by a power cut is told: no fault of the log, whose own copies are each asked for by it."""
    holds = f"The audit log holds: {verdict.entries:,} entries, {len(kept.copies)} copied heads."
    broken = f"The audit log does NOT hold: {verdict.fault}. {verdict.entries:,} entries before it are sound."
    torn = ", ".join(str(number) for number in kept.unreadable)
    remark = f"\nIn the file of copied heads, these lines cannot be read and were passed over: {torn}." if torn else ""
    return (holds if verdict.sound else broken) + remark
