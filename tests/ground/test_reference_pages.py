"""Rule 5 and the documents: a page written from the code is thrown away and written again, and must come out the same."""

import ast
import re

import pytest

from firstlight.apps.infusion.states import State
from firstlight.config.reference import addresses, settings, state_diagram
from firstlight.config.reference.pages import pages
from tests.ground import tree

OURS = re.compile(r"FIRSTLIGHT_[A-Z_]+")


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    return pages()


def out_of_date(written: dict[str, str], on_disk: dict[str, str]) -> list[str]:
    return [name for name, text in written.items() if on_disk.get(name) != text]


def test_a_page_that_differs_or_is_missing_is_named() -> None:
    assert out_of_date({"a.md": "1", "b.md": "2", "c.md": "3"}, {"a.md": "1", "b.md": "x"}) == ["b.md", "c.md"]


def test_every_generated_page_is_in_date(written: dict[str, str]) -> None:
    on_disk = {name: (tree.ROOT / name).read_text(encoding="utf-8") for name in written if (tree.ROOT / name).exists()}
    assert out_of_date(written, on_disk) == [], "run: python -m firstlight docs"


def test_no_page_in_the_reference_is_written_by_hand(written: dict[str, str]) -> None:
    folder = tree.ROOT / "docs" / "reference"
    assert {tree.named(path) for path in folder.iterdir()} - written.keys() == set()


def test_every_state_has_its_place_in_the_picture() -> None:
    assert state_diagram.PLACES.keys() == set(State)
    assert len(set(state_diagram.PLACES.values())) == len(State)


def test_every_address_in_the_table_says_who_may_open_it() -> None:
    ours = [one for one in addresses.addresses() if one.module.startswith("firstlight.")]
    assert ours
    assert [one.route for one in ours if not one.needs] == []


def variables_read(source: str) -> set[str]:
    """Names of environment variables that a module names, or asks the environment for."""
    module = ast.parse(source)
    asked = [
        node.args[0] if isinstance(node, ast.Call) else node.slice
        for node in ast.walk(module)
        if (isinstance(node, ast.Call) and node.args and "environ." in ast.unparse(node.func))
        or (isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("environ"))
    ]
    constants = [node for node in ast.walk(module) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    named = [node for node in constants if OURS.fullmatch(str(node.value))]
    return {str(node.value) for node in [*asked, *named] if isinstance(node, ast.Constant)}


def test_a_variable_that_is_read_is_seen() -> None:
    source = 'a = os.environ["A"]; b = environ.get("B", ""); c = _required("FIRSTLIGHT_C", "why"); d = {}.get("D")'
    assert variables_read(source) == {"A", "B", "FIRSTLIGHT_C"}


def test_every_variable_that_is_read_is_in_the_settings_page() -> None:
    elsewhere = [path for path in tree.python() if "reference" not in path.parts]
    read = {name for path in elsewhere for name in variables_read(path.read_text(encoding="utf-8"))}
    known = {variable.name for variable in settings.VARIABLES} | settings.OWN.keys()
    assert read - known == set()
    assert {variable.name for variable in settings.VARIABLES} - read == set()
