"""Functions do one thing: mostly in fewer than fifteen lines, none over a screen or two, each saying what it gives back."""

import ast
from collections.abc import Iterator

from tests.ground import tree

MOSTLY, MOST_OF_THEM, SCREENS = 15, 0.9, 60


def functions(source: str) -> Iterator[tuple[str, int, bool]]:
    """(name, lines, whether it says what it returns) of every function of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1, node.returns is not None


def _all() -> dict[str, tuple[int, bool]]:
    return {
        f"{tree.named(path)} {name}": (lines, typed)
        for path in tree.python()
        for name, lines, typed in functions(path.read_text(encoding="utf-8"))
    }


def share_within(limit: int, lengths: list[int]) -> float:
    return sum(lines <= limit for lines in lengths) / len(lengths)


def test_functions_are_measured() -> None:
    source = "def a() -> int:\n    return 1\n\nclass B:\n    def c(self):\n        x = 1\n        return x\n"
    assert list(functions(source)) == [("a", 2, True), ("c", 3, False)]
    assert share_within(2, [2, 3]) == 0.5


def test_most_functions_are_short_and_none_is_over_two_screens() -> None:
    lengths = {name: lines for name, (lines, _) in _all().items()}
    assert {name: lines for name, lines in lengths.items() if lines > SCREENS} == {}
    assert share_within(MOSTLY, list(lengths.values())) >= MOST_OF_THEM


def test_every_function_says_what_it_returns() -> None:
    assert [name for name, (_, typed) in _all().items() if not typed] == []
