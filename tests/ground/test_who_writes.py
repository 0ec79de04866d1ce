"""Rule 2: only actions write. A write elsewhere would pass by the permission, the lock and the audit entry."""

import ast
import re

import pytest

from tests.ground import tree

WRITING = {
    "save", "asave", "create", "acreate", "bulk_create", "abulk_create", "bulk_update", "abulk_update", "delete",
    "adelete", "get_or_create", "aget_or_create", "update_or_create", "aupdate_or_create",
}  # fmt: skip
RAW = re.compile(
    r"\b(INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|TRUNCATE|REPLACE\s+INTO|COPY\s+\S+\s*\()"
)

ALLOWED = {
    ("src/firstlight/apps/audit/chain.py", "save"): "the framework's own entry, appended inside every action",
    ("src/firstlight/apps/audit/chain.py", "update"): "the head of the chain, in the same transaction",
    ("src/firstlight/apps/audit/request_keys.py", "create"): "the framework's memory of a form's key, in every action",
    ("src/firstlight/apps/audit/triggers.py", "TRUNCATE"): "the triggers that refuse it",
    ("src/firstlight/web/environment.py", "update"): "the names that templates know: no table",
}


def writes(source: str) -> list[str]:
    """What in this module writes to the database: names of writing calls, and raw SQL."""
    module = ast.parse(source)
    calls = [found for node in ast.walk(module) if isinstance(node, ast.Call) and (found := _written_by(node))]
    return calls + [match.group() for text in _texts(module) if (match := RAW.search(text))]


def _texts(module: ast.Module) -> list[str]:
    """Every string, and every f-string with its holes filled by a letter."""
    plain = [node.value for node in ast.walk(module) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    mixed = [
        "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
        for node in ast.walk(module)
        if isinstance(node, ast.JoinedStr)
    ]
    return plain + mixed


def _written_by(call: ast.Call) -> str | None:
    if not isinstance(call.func, ast.Attribute):
        return None
    if call.func.attr in WRITING:
        return call.func.attr
    only_keywords = not call.args and bool(call.keywords)  # a query set's update; a dict's or a hash's takes a thing
    return "update" if call.func.attr in {"update", "aupdate"} and only_keywords else None


@pytest.mark.parametrize(
    "offence",
    [
        "patient.save()",
        "Patient.objects.create(family_name='Grey')",
        "Patient.objects.filter(pk=1).update(family_name='Grey')",
        "session.readings.all().delete()",
        "cursor.execute('INSERT INTO people_patient VALUES (1)')",
        "cursor.executemany('INSERT OR IGNORE INTO a VALUES (?)', rows)",
        "cursor.execute(f'UPDATE {table} SET a = 1')",
        "cursor.copy('COPY infusion_monitormessage (id) FROM STDIN')",
    ],
)
def test_a_write_is_seen(offence: str) -> None:
    assert writes(offence)


@pytest.mark.parametrize("harmless", ["sha.update(b'x')", "found.update({'a': 1})", "Patient.objects.get(pk=1)"])
def test_what_does_not_write_is_let_be(harmless: str) -> None:
    assert not writes(harmless)


def _found() -> set[tuple[str, str]]:
    return {
        (tree.named(path), write)
        for path in tree.python()
        if "actions" not in path.parts
        for write in writes(path.read_text(encoding="utf-8"))
    }


def test_only_actions_write() -> None:
    assert _found() - ALLOWED.keys() == set()


def test_every_exception_is_still_needed() -> None:
    assert ALLOWED.keys() - _found() == set()
