"""The architecture page is true: folders, apps, processes, commands and rules are compared with what is there."""

import argparse
import re
from pathlib import Path

import pytest

from firstlight.config.cli import COMMANDS
from firstlight.config.commands import demo
from tests.ground import tree

PAGE = tree.ROOT / "docs" / "explanation" / "architecture.md"
INSIDE_AN_APP = {"models", "actions", "queries", "forms", "views", "presenters", "migrations", "adapters"}


def part(text: str, name: str) -> str:
    """What stands between `<!-- name -->` and `<!-- end -->`."""
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- end -->", text, re.DOTALL)
    assert found, f"the page has lost its part {name!r}"
    return found.group(1)


def folders_on_page(text: str) -> set[str]:
    """ "apps", "apps/people" ...: indentation says what lies in what."""
    found, parents = set(), [""] * 10
    for line in part(text, "folders").splitlines():
        match = re.match(r"( +)([\w-]+)/", line)
        if match:
            depth = len(match.group(1)) // 2
            parents[depth] = match.group(2)
            found.add("/".join(parents[1 : depth + 1]))
    return found


def folders_in_tree(source: Path = tree.SOURCE) -> set[str]:
    """Packages on the first two levels; what every app holds is told once and not app by app."""
    storeys = tree.folders(source)
    inside = [child for storey in storeys for child in tree.folders(storey) if child.name not in INSIDE_AN_APP]
    return {path.relative_to(source).as_posix() for path in [*storeys, *inside]}


def _page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_folders_are_read_from_a_page() -> None:
    text = "<!-- folders -->\nsrc/\n  apps/   what\n    people/  who\n  web/  pages\n<!-- end -->"
    assert folders_on_page(text) == {"apps", "apps/people", "web"}


def test_a_folder_that_is_not_on_the_page_is_seen(tmp_path: Path) -> None:
    for folder in ("apps", "apps/people", "apps/people/models", "web"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "__init__.py").touch()
    assert folders_in_tree(tmp_path) == {"apps", "apps/people", "web"}


def test_the_folders_are_the_ones_on_the_page() -> None:
    assert folders_on_page(_page()) == folders_in_tree()


def test_the_processes_are_the_ones_on_the_page(tmp_path: Path) -> None:
    rows = re.findall(r"^\| (\w+) \| `([\w-]+)` \|", part(_page(), "processes"), re.MULTILINE)
    arguments = argparse.Namespace(port=1, mllp_port=2, no_live=False)
    assert set(rows) == {(one.name, one.command[3]) for one in demo._parts(arguments, tmp_path)}


def test_the_commands_are_the_ones_on_the_page() -> None:
    named = re.findall(r"`([\w-]+)`", part(_page(), "commands"))
    assert named == [name for name, command in COMMANDS.items() if command.summary]


def test_every_rule_on_the_page_has_its_test_and_every_ground_test_its_rule() -> None:
    on_page = set(re.findall(r"`(test_\w+\.py)`", _page().partition("## Where the rules are held")[2]))
    assert on_page == {path.name for path in (tree.ROOT / "tests" / "ground").glob("test_*.py")}


@pytest.mark.parametrize("app", tree.folders(tree.SOURCE / "apps"), ids=lambda app: app.name)
def test_every_app_says_what_it_is_for_what_it_owns_and_what_is_always_true(app: Path) -> None:
    text = (app / "README.md").read_text(encoding="utf-8")
    assert [word for word in ("**For:**", "**Owns:**", "**Always true:**") if word not in text] == []
    assert len(text.splitlines()) <= 14, "ten lines or so: the rest belongs in the modules' own prose"
