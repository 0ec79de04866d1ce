"""One backup is one file: a manifest that says what it is, the database as one checksummed copy, and the copied heads of
its audit log. Readable by its owner only, and complete or not there at all."""

import hashlib
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

MANIFEST, DATABASE, HEADS = "manifest.json", "database", "audit-heads.jsonl"
FORMAT = 1
PIECE = 1 << 20


class BadArchive(Exception):
    """The file is not a whole, unaltered backup; says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`kind` is sqlite or postgresql; `made_at` ISO 8601, UTC; the audit head is that of the copy itself."""

    kind: str
    made_at: str
    version: str
    size: int
    sha256: str
    heads_sha256: str
    audit_sequence: int
    audit_hash: str
    migrations: list[str]
    format: int = FORMAT


def write(path: Path, manifest: Manifest, database: Path, heads: Path) -> None:
    """Put the parts into one file. It takes its name only when all of it is on the disk; what stands under its working
    name goes first and is never written through: a link there would lead the clinic's records elsewhere."""
    half = path.with_name(path.name + ".part")
    half.unlink(missing_ok=True)  # left by a backup that was cut off
    with _private(half) as whole, tarfile.open(fileobj=whole, mode="w") as tar:
        described = database.with_name(MANIFEST)
        described.write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")
        tar.add(described, MANIFEST)
        tar.add(database, DATABASE)
        tar.add(heads, HEADS)
    half.replace(path)


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    new = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with os.fdopen(os.open(path, new, 0o600), "w+b") as file:
        os.fchmod(file.fileno(), 0o600)
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def workplace(beside: Path) -> Iterator[Path]:
    """A private folder on the same disk as `beside`, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=".firstlight-", dir=beside) as folder:
        yield Path(folder)


def read_manifest(path: Path) -> Manifest:
    """Raises BadArchive for a file that is no backup, or one of a later Firstlight's format."""
    try:
        with tarfile.open(path) as tar:
            found = json.loads(_member(tar, MANIFEST).read())
    except (tarfile.TarError, OSError, ValueError, KeyError) as problem:
        raise BadArchive(f"{path} is not a backup made by Firstlight ({problem})") from problem
    if found.get("format") != FORMAT:
        raise BadArchive(f"{path} was made by a later Firstlight ({found.get('version')})")
    try:
        return Manifest(**found)
    except TypeError as problem:
        raise BadArchive(f"{path} is not a backup made by this Firstlight ({problem})") from problem


def extract(path: Path, manifest: Manifest, folder: Path, tell: Callable[[int, int], None]) -> tuple[Path, Path]:
    """The database's copy and the copied heads, in `folder`. Raises BadArchive where the checksum differs."""
    database, heads = folder / DATABASE, folder / HEADS
    digest = hashlib.sha256()
    with tarfile.open(path) as tar:
        source = _member(tar, DATABASE)
        with database.open("wb") as target:
            while piece := source.read(PIECE):
                target.write(piece)
                digest.update(piece)
                tell(target.tell(), manifest.size)
        heads.write_bytes(_member(tar, HEADS).read())
    if (digest.hexdigest(), sha256(heads)) != (manifest.sha256, manifest.heads_sha256):
        raise BadArchive(f"{path} was altered or damaged: its checksum is not the one it was made with")
    return database, heads


def sha256(path: Path) -> str:
    """The checksum of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    found = tar.extractfile(name)
    if found is None:
        raise KeyError(name)
    return found
