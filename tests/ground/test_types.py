"""Rule 11: care and mathematics are fully typed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.ground import tree


def mypy(*where: str | Path) -> subprocess.CompletedProcess[str]:
    """Strict, on its own: these storeys need no plug-in, for they know nothing of the web framework."""
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file=",
        f"--cache-dir={tree.ROOT / '.mypy_cache' / 'strict'}",
    ]
    return subprocess.run(
        [*command, *map(str, where)], cwd=tree.ROOT / "src", capture_output=True, text=True, check=False
    )


@pytest.mark.timeout(300)
def test_care_and_mathematics_are_typed_throughout() -> None:
    checked = mypy("-p", "firstlight.clinical", "-p", "firstlight.science")
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.timeout(300)
def test_a_function_without_types_fails(tmp_path: Path) -> None:
    (tmp_path / "dose.py").write_text("def dose(weight):\n    return weight / 2\n", encoding="utf-8")
    assert mypy(tmp_path / "dose.py").returncode != 0
