"""Copies of the chain's head, kept outside the database: whoever rewrites the log must also rewrite these."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Copy:
    """Where the chain ended at a moment (`at` in ISO 8601, UTC)."""

    at: str
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What the file holds, oldest first, and the numbers of its lines that cannot be read: one torn by a power cut, say."""

    copies: tuple[Copy, ...] = ()
    unreadable: tuple[int, ...] = ()


def path() -> Path:
    """The file of copied heads, one a line. Production points it at another disk or a write-once share."""
    return Path(settings.AUDIT_HEADS_FILE)


def append(copy: Copy) -> None:
    """Add one copy, on a line of its own whatever stands before it, and see it on the disk."""
    path().parent.mkdir(parents=True, exist_ok=True)
    before = path().read_bytes()[-1:] if path().exists() else b""
    torn = before not in (b"", b"\n")
    with path().open("ab") as file:
        file.write((b"\n" if torn else b"") + _line(copy))
        file.flush()
        os.fsync(file.fileno())


def read() -> Kept:
    """Everything that is there. A missing file is no copies."""
    if not path().exists():
        return Kept()
    lines = path().read_text(encoding="utf-8", errors="replace").splitlines()
    found = {number: _copy(line) for number, line in enumerate(lines, start=1) if line.strip()}
    return Kept(
        tuple(copy for copy in found.values() if copy), tuple(number for number, copy in found.items() if copy is None)
    )


def up_to(sequence: int) -> bytes:
    """The file as it belongs beside a copy of a log that ends there: without the heads copied later."""
    return b"".join(_line(copy) for copy in read().copies if copy.sequence <= sequence)


def _copy(line: str) -> Copy | None:
    try:
        said = json.loads(line)
        return Copy(str(said["at"]), int(said["sequence"]), str(said["hash"]))
    except (ValueError, TypeError, KeyError):
        return None


def _line(copy: Copy) -> bytes:
    return json.dumps(asdict(copy)).encode() + b"\n"
