"""Rules 2 and 3: one action a file, and every action names what the audit log calls it and which right it needs."""

import ast
import importlib
import re
from pathlib import Path

import pytest

from firstlight.apps.action import REGISTRY, ActionName
from firstlight.apps.people.roles import PERMISSIONS
from tests.ground import tree

VERB = re.compile(r"[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z]+)*)+")
LEAVES_NO_ENTRY = {
    "audit/actions/claim_job.py": "a turn of the clock: the work itself leaves an entry",
    "audit/actions/clear_old_keys.py": "keys of forms that no browser holds any more: nothing recorded goes",
    "audit/actions/clear_finished_tasks.py": "work done a week ago: what it made has entries of its own",
    "audit/actions/finish_job.py": "a turn of the clock: the work itself leaves an entry",
    "audit/actions/record_heartbeat.py": "said every few seconds by a process about itself",
    "infusion/actions/store_readings.py": "an entry per connection and per refusal, not per reading",
}


def files() -> list[Path]:
    return [
        path for path in tree.python(tree.SOURCE / "apps") if path.parent.name == "actions" and path.stem != "__init__"
    ]


def _short(path: Path) -> str:
    return path.relative_to(tree.SOURCE / "apps").as_posix()


def actions_in(source: str) -> list[str]:
    """The names of the functions that carry @action."""
    functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return [node.name for node in functions if any(_is_action(mark) for mark in node.decorator_list)]


def _is_action(mark: ast.expr) -> bool:
    return isinstance(mark, ast.Call) and ast.unparse(mark.func) in {"action", "action.action"}


def public_functions(source: str) -> list[str]:
    return [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"]


def registered() -> dict[str, ActionName]:
    """Every action of the product, by its full name, once all of them are imported."""
    for path in files():
        importlib.import_module(".".join(path.relative_to(tree.SOURCE.parent).with_suffix("").parts))
    return {name: action for name, action in REGISTRY.items() if name.startswith("firstlight.apps.")}


def test_a_file_with_two_actions_is_seen() -> None:
    two = (
        "@action(verb='a.b', permission='c')\ndef one(act): ...\n@action(verb='a.c', permission='c')\ndef two(act): ..."
    )
    assert actions_in(two) == ["one", "two"]
    assert actions_in("def one(act): ...") == []


@pytest.mark.parametrize("path", files(), ids=_short)
def test_one_action_a_file_under_its_own_name(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(actions_in(source)) == (0 if _short(path) in LEAVES_NO_ENTRY else 1)
    assert public_functions(source) == [path.stem], "what else a caller needs belongs in queries or policies"


@pytest.mark.parametrize("path", files(), ids=_short)
def test_an_action_is_named_verb_then_noun(path: Path) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z0-9]+)+", path.stem)


def test_every_exception_is_still_there() -> None:
    assert LEAVES_NO_ENTRY.keys() - {_short(path) for path in files()} == set()


def test_every_action_names_a_right_that_exists() -> None:
    assert {
        name: action.permission for name, action in registered().items() if action.permission not in PERMISSIONS
    } == {}


def test_every_action_names_its_verb_and_no_two_share_one() -> None:
    verbs = [action.verb for action in registered().values()]
    assert [verb for verb in verbs if not VERB.fullmatch(verb)] == []
    assert sorted(verbs) == sorted(set(verbs))


def test_every_right_is_used() -> None:
    """A right that nothing asks for is a promise that nobody keeps: it is asked for by an action or a page."""
    from tests.ground.test_urls import rights_of_pages

    used = {action.permission for action in registered().values()} | rights_of_pages()
    assert PERMISSIONS.keys() - used == set()


@pytest.mark.parametrize("verb", ["paused", "Session.Paused", "session.", "session paused"])
def test_a_verb_out_of_form_is_seen(verb: str) -> None:
    assert not VERB.fullmatch(verb)
