"""Rule 12: one file, one idea. About 250 lines is long; over 400 fails."""

from pathlib import Path

import pytest

from tests.ground import tree

LONG, TOO_LONG = 250, 400
WRITTEN = {".py", ".js", ".mjs", ".css", ".html", ".jinja", ".sh", ".md"}
GENERATED = ("docs/reference/", "docs/clinical-safety/hazard-log.md", "docs/clinical-safety/prompts.md")
GROWS = {"CHANGELOG.md": "grows with every release, newest first"}


def lengths() -> dict[str, int]:
    """Lines of every file that a person writes by hand."""
    return {tree.named(path): _lines(path) for path in tree.files() if _by_hand(path)}


def _by_hand(path: Path) -> bool:
    name = tree.named(path)
    if name.startswith(GENERATED) or name in GROWS or "migrations" in path.parts:
        return False
    return path.suffix in WRITTEN or (not path.suffix and _is_script(path))


def _is_script(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"#!"


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def over(limit: int, measured: dict[str, int]) -> dict[str, int]:
    return {name: lines for name, lines in sorted(measured.items()) if lines > limit}


def test_a_file_over_the_limit_is_named() -> None:
    assert over(TOO_LONG, {"a.py": 400, "b.py": 401}) == {"b.py": 401}


def test_the_bootstrap_counts_as_written_by_hand() -> None:
    assert "firstlight" in lengths()


def test_no_file_is_over_400_lines() -> None:
    assert over(TOO_LONG, lengths()) == {}


@pytest.mark.parametrize("name", ["utils.py", "helpers.py", "common.py", "misc.py"])
def test_no_module_is_a_drawer_for_everything(name: str) -> None:
    drawers = [tree.named(path) for path in tree.files() if path.name == name or path.name.startswith("general_")]
    assert drawers == []
