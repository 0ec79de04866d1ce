"""Rules 7 and 11: `science` and `clinical` are pure. Files are read by `load.py` alone; time and chance are arguments."""

import ast
import re
from pathlib import Path

import pytest

from tests.ground import tree

PURE = (tree.SOURCE / "science", tree.SOURCE / "clinical")
OUTSIDE = {
    "django", "jinja2", "os", "io", "pathlib", "shutil", "tempfile", "socket", "subprocess", "time", "random", "secrets",
    "logging", "threading", "multiprocessing", "asyncio", "urllib", "http", "sqlite3", "psycopg", "importlib", "pkgutil",
    "sys", "requests", "httpx",
}  # fmt: skip
FOR_LOADING = {"importlib"}
DOES = {"open", "print", "input", "exec", "eval", "breakpoint", "__import__"}
CLOCKS = {"now", "utcnow", "today", "localtime", "perf_counter", "monotonic"}
OWN_STREAM = {"Generator", "SeedSequence", "PCG64", "Philox", "default_rng", "BitGenerator"}
SUFFIXES = ("read_text", "read_bytes", "write_text", "write_bytes")


def impurities(source: str, *, loads: bool = False) -> list[str]:
    """What in this module reaches outside. `loads` is for a load.py, which reads packaged text and nothing more."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        found += _imported(node, FOR_LOADING if loads else set())
        if isinstance(node, ast.Call):
            found += _called(node, loads)
    return found


def _imported(node: ast.AST, allowed: set[str]) -> list[str]:
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [node.module or ""]
    else:
        return []
    return [name for name in names if name.split(".")[0] in OUTSIDE - allowed]


def _called(call: ast.Call, loads: bool) -> list[str]:
    name = ast.unparse(call.func)
    last = name.rsplit(".", 1)[-1]
    if name in DOES or (last in CLOCKS and "." in name) or (last in SUFFIXES and not (loads and last == "read_text")):
        return [f"{name}()"]
    drawn = re.match(r"(np|numpy)\.random\.(\w+)", name)
    if drawn and (drawn.group(2) not in OWN_STREAM or (last == "default_rng" and not call.args)):
        return [f"{name}()"]
    return []


@pytest.mark.parametrize(
    "offence",
    [
        "import os",
        "from django.db import models",
        "from pathlib import Path",
        "import random",
        "open('a.toml')",
        "print('dose')",
        "when = datetime.now(UTC)",
        "day = date.today()",
        "np.random.seed(1)",
        "x = np.random.normal(0, 1)",
        "rng = np.random.default_rng()",
        "text = here.read_text()",
        "from importlib.resources import files",
    ],
)
def test_a_reach_outside_is_seen(offence: str) -> None:
    assert impurities(offence)


def test_a_loader_may_read_packaged_text_and_no_more() -> None:
    reads = "from importlib.resources import files\ntext = files(__package__).joinpath('a').read_text()"
    assert not impurities(reads, loads=True)
    assert impurities("import os", loads=True)
    assert impurities("open('a')", loads=True)


def _pure_modules() -> list[Path]:
    return [path for folder in PURE for path in tree.python(folder)]


def test_care_and_mathematics_reach_nothing_outside() -> None:
    found = {
        tree.named(path): impurities(path.read_text(encoding="utf-8"), loads=path.name == "load.py")
        for path in _pure_modules()
    }
    assert {name: reaches for name, reaches in found.items() if reaches} == {}


def test_each_package_has_at_most_one_loader_and_its_parse_takes_text() -> None:
    loaders = [path for path in _pure_modules() if path.name == "load.py"]
    assert loaders, "the rules of care are data, so something must load them"
    for path in loaders:
        functions = {node.name for node in ast.walk(tree.parsed(path)) if isinstance(node, ast.FunctionDef)}
        assert "parse" in functions or "parse" in path.read_text(encoding="utf-8"), tree.named(path)
