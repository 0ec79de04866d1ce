"""Rules 1 and 4: imports run one way, and apps meet through each other's actions and queries."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.ground import tree

SETTINGS = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
APPS = {app.name for app in tree.folders(tree.SOURCE / "apps")}
OPEN_TO_OTHERS = {"actions", "queries", "permissions", "roles", "states"}


def reaches_inside(source: str, app: str) -> list[str]:
    """Imports of another app's own modules: anything but its actions, queries and tables of rights and states."""
    found = []
    for node in ast.walk(ast.parse(source)):
        for module in _imports(node):
            parts = module.split(".")
            of_another = parts[:2] == ["firstlight", "apps"] and len(parts) > 3 and parts[2] in APPS - {app}
            if of_another and parts[3] not in OPEN_TO_OTHERS:
                found.append(module)
    return found


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


@pytest.mark.parametrize(
    "offence",
    [
        "from firstlight.apps.people.models import Patient",
        "from firstlight.apps.people import models",
        "import firstlight.apps.people.forms",
        "from firstlight.apps.audit.chain import append",
    ],
)
def test_a_reach_inside_another_app_is_seen(offence: str) -> None:
    assert reaches_inside(offence, "infusion")


@pytest.mark.parametrize(
    "allowed",
    ["from firstlight.apps.people.queries import patient", "from firstlight.apps import clock", "import datetime"],
)
def test_queries_and_the_framework_are_open_to_others(allowed: str) -> None:
    assert not reaches_inside(allowed, "infusion")


@pytest.mark.parametrize("app", sorted(APPS))
def test_an_app_meets_others_through_their_actions_and_queries(app: str) -> None:
    found = {
        tree.named(path): reaches
        for path in tree.python(tree.SOURCE / "apps" / app)
        if (reaches := reaches_inside(path.read_text(encoding="utf-8"), app))
    }
    assert found == {}


def test_integration_meets_apps_through_their_actions_and_queries() -> None:
    found = {
        tree.named(path): reaches
        for path in tree.python(tree.SOURCE / "integration")
        if (reaches := reaches_inside(path.read_text(encoding="utf-8"), "integration"))
    }
    assert found == {}


def test_every_storey_has_its_place_in_the_contract() -> None:
    layers = next(contract for contract in SETTINGS["contracts"] if contract["type"] == "layers")
    placed = {name for layer in layers["layers"] for name in re.split(r"[|:\s]+", layer)}
    assert placed == {folder.name for folder in tree.folders(tree.SOURCE)}
    assert layers["exhaustive"]


def test_every_app_is_kept_from_every_other_apps_models() -> None:
    apps = {f"firstlight.apps.{app.name}" for app in tree.folders(tree.SOURCE / "apps")}
    kept = {
        target.removesuffix(".models"): set(contract["source_modules"])
        for contract in SETTINGS["contracts"]
        for target in contract.get("forbidden_modules", [])
        if target.endswith(".models")
    }
    assert kept == {app: apps - {app} for app in apps}


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    env = {"PYTHONPATH": str(root / "src"), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)


def test_imports_run_one_way() -> None:
    linted = lint_imports(tree.ROOT)
    assert linted.returncode == 0, linted.stdout + linted.stderr


@pytest.mark.parametrize(
    ("where", "offence"),
    [
        ("clinical/offence.py", "import firstlight.apps.people"),
        ("apps/people/offence.py", "import firstlight.web"),
        ("integration/offence.py", "import firstlight.web"),
        ("apps/people/offence.py", "import firstlight.apps.infusion.models"),
        ("science/offence.py", "import django"),
    ],
)
def test_an_import_the_wrong_way_fails(tmp_path: Path, where: str, offence: str) -> None:
    skip = shutil.ignore_patterns("vendor", "__pycache__", "jinja2", "migrations")
    shutil.copytree(tree.SOURCE, tmp_path / "src" / "firstlight", ignore=skip)
    shutil.copy(tree.ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "src" / "firstlight" / where).write_text(offence + "\n", encoding="utf-8")
    assert lint_imports(tmp_path).returncode != 0
