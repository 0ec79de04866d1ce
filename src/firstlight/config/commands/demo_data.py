"""The demonstration's folder: whether it is one, whether it is ready for today, and how it is emptied."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import firstlight
from firstlight.demo.hours import DOORS_SHUT, LONDON, working_moment

MARK = "demonstration.json"
OURS = ("firstlight.sqlite3", "firstlight.sqlite3-wal", "firstlight.sqlite3-shm", "audit-heads.jsonl", "secret", MARK)


def database(folder: Path) -> Path:
    return folder / "firstlight.sqlite3"


def objection(folder: Path) -> str:
    """Why this folder cannot be used; empty when it can. A clinic's own data must never be mistaken for ours."""
    if database(folder).exists() and not (folder / MARK).exists():
        return f"{folder} holds a database that is not a demonstration's. Choose another folder with --data."
    return ""


def forget(folder: Path) -> None:
    """Take away what the demonstration recorded, and nothing else that may lie there."""
    for name in OURS:
        (folder / name).unlink(missing_ok=True)


def claim(folder: Path) -> None:
    """Say, before anything is made there, that the folder is a demonstration's."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / MARK).exists():
        (folder / MARK).write_text("{}", encoding="utf-8")


def opening() -> tuple[datetime, timedelta]:
    """The moment at which a demonstration made now is opened, and how far its clock then runs ahead of the machine's."""
    now = datetime.now(UTC)
    moment = working_moment(now)
    return moment, moment - now


def note_ready(folder: Path, people: list[tuple[str, str]], moment: datetime, ahead: timedelta) -> None:
    """Keep what was prepared, so that the next start of the same day needs no look at the database."""
    day = moment.astimezone(LONDON).date().isoformat()
    mark = {"day": day, "ahead": ahead.total_seconds(), "made_by": _digest(), "people": people}
    (folder / MARK).write_text(json.dumps(mark), encoding="utf-8")


def ahead(folder: Path) -> timedelta:
    """How far the clock of this demonstration runs ahead of the machine's."""
    return timedelta(seconds=float(_mark(folder).get("ahead", 0)))


def now(folder: Path) -> datetime:
    """The time in this demonstration's clinic."""
    return (datetime.now(UTC) + ahead(folder)).astimezone(LONDON)


def is_ready(folder: Path) -> bool:
    """Prepared by this version, and its day is not over."""
    mark, local = _mark(folder), now(folder)
    todays = (mark.get("day"), mark.get("made_by")) == (local.date().isoformat(), _digest())
    return database(folder).exists() and todays and local.time() < DOORS_SHUT


def people(folder: Path) -> list[tuple[str, str]]:
    """Whom to sign in as: (name, role)."""
    return [(name, role) for name, role in _mark(folder).get("people", ())]


def _mark(folder: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((folder / MARK).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def _digest() -> str:
    """Of everything that shapes the data: migrations and the synthetic trust."""
    package = Path(firstlight.__file__).parent
    digest = hashlib.sha256()
    for path in sorted([*package.glob("apps/*/migrations/*.py"), *package.glob("demo/**/*.*")]):
        if path.suffix != ".pyc":
            digest.update(path.read_bytes())
    return digest.hexdigest()
