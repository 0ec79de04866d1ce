"""The tree as a newcomer would get it: every file that git tracks or would track, and nothing that was built."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "firstlight"
BINARY = {".png", ".jpg", ".ico", ".gif", ".pdf", ".woff", ".woff2", ".gz", ".zip", ".sqlite3", ".db"}


@cache
def files() -> tuple[Path, ...]:
    """Every tracked or trackable file, sorted."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().split("\0")
    return tuple(sorted({ROOT / name for name in names if name and (ROOT / name).is_file()}))


def texts() -> Iterator[tuple[str, str]]:
    """(path from the root, text) of every tracked file that is text."""
    for path in files():
        if path.suffix not in BINARY:
            yield named(path), path.read_text(encoding="utf-8")


def python(folder: Path = SOURCE) -> Iterator[Path]:
    """Every module under `folder` that we wrote: migrations are written by Django."""
    for path in files():
        if path.suffix == ".py" and path.is_relative_to(folder) and "migrations" not in path.parts:
            yield path


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def named(path: Path) -> str:
    """The path from the root, as people write it."""
    return path.relative_to(ROOT).as_posix()


def folders(parent: Path) -> list[Path]:
    """The packages directly inside `parent`."""
    return sorted(child for child in parent.iterdir() if (child / "__init__.py").exists())
