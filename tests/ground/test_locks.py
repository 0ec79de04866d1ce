"""A row is locked so that rows which only name it need not wait. PostgreSQL locks a row that is named while the row naming it
is written: with the stronger lock a nurse joining a monitor would hold up every message of that monitor."""

import ast

import pytest

from tests.ground import tree


def stronger_locks(source: str) -> int:
    """How many locks of a module hold up rows that name the locked one."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    locks = [one for one in calls if isinstance(one.func, ast.Attribute) and one.func.attr == "select_for_update"]
    return sum(not any(word.arg == "no_key" for word in lock.keywords) for lock in locks)


@pytest.mark.parametrize(
    "offence", ["Monitor.objects.select_for_update()", "rows.select_for_update(nowait=True).get()"]
)
def test_a_stronger_lock_is_seen(offence: str) -> None:
    assert stronger_locks(offence) == 1


def test_one_that_lets_others_name_the_row_is_let_be() -> None:
    assert stronger_locks("Monitor.objects.select_for_update(no_key=True).get()") == 0


def test_no_lock_holds_up_what_only_names_its_row() -> None:
    assert [tree.named(path) for path in tree.python() if stronger_locks(path.read_text(encoding="utf-8"))] == []
