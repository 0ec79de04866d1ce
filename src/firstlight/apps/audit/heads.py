"""Copies of the chain's head, kept outside the database: whoever rewrites the log must also rewrite these."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Copy:
    """Where the chain ended at a moment (`at` in ISO 8601, UTC)."""

    at: str
    sequence: int
    hash: str


def path() -> Path:
    """The file of copied heads, one a line. Production points it at another disk or a write-once share."""
    return Path(settings.AUDIT_HEADS_FILE)


def append(copy: Copy) -> None:
    """Add one copy and see it on the disk."""
    path().parent.mkdir(parents=True, exist_ok=True)
    with path().open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(copy)) + "\n")
        file.flush()
        os.fsync(file.fileno())


def read() -> Iterator[Copy]:
    """Every copy, oldest first. A missing file is no copies."""
    if not path().exists():
        return
    for line in path().read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield Copy(**json.loads(line))
