"""Every test that is written is run: a test file outside every suite would be a promise that nobody checks."""

from itertools import product
from pathlib import Path

import pytest
from _pytest.mark.expression import Expression

from tests.ground import tree
from tests.suite import SELECTED

TESTS = tree.ROOT / "tests"
SUITES = {"unit", "contract", "properties", "resilience", "journeys", "security", "reference", "ground"}


def outside(names: list[str]) -> list[str]:
    """Test files that no suite collects, and files in a suite that hold tests under a name that pytest passes over."""
    return [name for name in names if Path(name).parts[1] not in SUITES]


def passed_over(name: str, source: str) -> bool:
    """Whether a module holds tests although pytest would never open it."""
    collected = Path(name).name.startswith("test_")
    return not collected and ("\ndef test_" in source or "\nasync def test_" in source)


def test_a_test_outside_every_suite_is_seen() -> None:
    assert outside(["tests/test_stray.py", "tests/unit/test_fine.py"]) == ["tests/test_stray.py"]


def test_a_test_in_a_file_that_is_passed_over_is_seen() -> None:
    assert passed_over("tests/unit/dose.py", "import a\ndef test_dose() -> None: ...")
    assert not passed_over("tests/unit/test_dose.py", "import a\ndef test_dose() -> None: ...")


MARKS = ("postgres", "journey", "resilience", "national", "database")


def parts_that_run(marked: set[str], selected: dict[str, str]) -> list[str]:
    """The parts of the whole run that pick up a test with these marks."""
    return [part for part, words in selected.items() if Expression.compile(words).evaluate(lambda mark: mark in marked)]


def test_a_test_that_no_part_picks_up_is_seen() -> None:
    assert parts_that_run({"journey"}, {"sqlite": "not journey"}) == []


@pytest.mark.parametrize("chosen", list(product([False, True], repeat=len(MARKS))))
def test_whatever_its_marks_some_part_of_the_whole_run_picks_a_test_up(chosen: tuple[bool, ...]) -> None:
    marked = {mark for mark, is_set in zip(MARKS, chosen, strict=True) if is_set}
    assert parts_that_run(marked, SELECTED)


def _modules() -> list[Path]:
    return list(tree.python(TESTS))


def test_every_test_file_is_in_a_suite() -> None:
    assert outside([tree.named(path) for path in _modules() if path.name.startswith("test_")]) == []


def test_no_test_is_passed_over() -> None:
    hidden = [
        tree.named(path) for path in _modules() if passed_over(tree.named(path), path.read_text(encoding="utf-8"))
    ]
    assert hidden == []


def test_every_suite_folder_is_known() -> None:
    folders = {path.relative_to(TESTS).parts[0] for path in _modules() if path.parent != TESTS}
    assert folders - SUITES - {"support"} == set()


@pytest.mark.parametrize("path", _modules(), ids=tree.named)
def test_two_tests_of_a_file_never_share_a_name(path: Path) -> None:
    """The second would silently take the place of the first."""
    names = [getattr(node, "name", "") for node in tree.parsed(path).body]
    tests = [name for name in names if name.startswith("test_")]
    assert sorted(tests) == sorted(set(tests))
