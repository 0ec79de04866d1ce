"""Every action: what a person does, what the audit log calls it, and the right it needs."""

import importlib
import inspect
import pkgutil

from firstlight import apps
from firstlight.apps.action import REGISTRY

HEAD = """# Actions

Written by `python -m firstlight docs` from the actions themselves. Nothing is written to the database but by one of
these: each checks the right and the state, locks, writes, and leaves one audit entry, all in one transaction.
"""


def page() -> str:
    """The whole page, in Markdown: one table an app."""
    import_all()
    return "\n".join([HEAD, *(line for app in _apps() for line in _section(app))])


def import_all() -> None:
    """Import every action of every app, so that the registry is whole."""
    for app in _apps():
        package = importlib.import_module(f"firstlight.apps.{app}.actions")
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")


def _apps() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(apps.__path__) if module.ispkg)


def _section(app: str) -> list[str]:
    prefix = f"firstlight.apps.{app}.actions."
    names = sorted(name for name in REGISTRY if name.startswith(prefix))
    rows = [_row(name, name.removeprefix(prefix).split(".")[0]) for name in names]
    head = ["| Action | Audit verb | Right | What it does |", "| --- | --- | --- | --- |"]
    return [f"## {app}", "", *head, *rows, ""] if rows else []


def _row(name: str, stem: str) -> str:
    action = REGISTRY[name]
    prose = inspect.getdoc(importlib.import_module(name.rpartition(".")[0])) or ""
    return f"| `{stem}` | `{action.verb}` | `{action.permission}` | {_first_sentence(prose)} |"


def _first_sentence(prose: str) -> str:
    """Up to the first full stop or colon, on one line."""
    line = " ".join(prose.split())
    stops = [at for at in (line.find(". "), line.find(": ")) if at > 0]
    return line[: min(stops)] if stops else line.rstrip(".")
