"""Every address that answers, the view behind it and who may open it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from firstlight.apps.people import doors

HEAD = """# Addresses

Written by `python -m firstlight docs` from the address table itself. A view without a mark is refused to everybody. A
right is asked for in the clinic being worked in; an action behind the page asks again.
"""
DEMO_ONLY = "firstlight.demo.urls"


@dataclass(frozen=True, slots=True)
class Address:
    """`route` as Django writes it; `view` the function that answers."""

    route: str
    name: str
    view: Callable[..., Any]

    @property
    def module(self) -> str:
        return self.view.__module__

    @property
    def needs(self) -> str:
        """In words: the right, or why it is open. Empty where the view carries no mark: then it is shut."""
        if self.module.startswith(doors.LIBRARY):
            return _of_library(self.name)
        if right := getattr(self.view, "permission", None):
            return f"`{right}`"
        if why := getattr(self.view, "signed_in", None):
            return f"anybody signed in: {why}"
        return f"open: {why}" if (why := getattr(self.view, "public", None)) else ""


def _of_library(name: str) -> str:
    """The sign-in library's pages carry no mark of ours: they are listed by name, and all others stay shut."""
    if name in doors.OPEN:
        return f"open: {doors.OPEN[name]}"
    return f"anybody signed in: {doors.OWN[name]}" if name in doors.OWN else ""


def addresses() -> list[Address]:
    """Every address of the product, in the order in which they are tried."""
    return list(_walk(get_resolver().url_patterns, ""))


def demo_addresses() -> list[Address]:
    """Those that exist in a demonstration only."""
    return list(_walk(import_module(DEMO_ONLY).urlpatterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield Address("/" + route, pattern.name or "", pattern.callback)


def page() -> str:
    """The whole page, in Markdown: ours first, then the sign-in library's, then the demonstration's."""
    ours = [one for one in addresses() if one.module.startswith("firstlight.")]
    theirs = [one for one in addresses() if one not in ours]
    return "\n".join(
        [
            HEAD,
            *_table(ours),
            "",
            "## Signing in and second factors",
            "",
            "Pages of the sign-in library, in our own layout. Its other pages are shut to everybody.",
            "",
            *_table([one for one in theirs if one.needs]),
            "",
            "## In a demonstration only",
            "",
            *_table([one for one in demo_addresses() if one.module.startswith("firstlight.")]),
            "",
        ]
    )


def _table(found: list[Address]) -> list[str]:
    rows = [f"| `{one.route}` | `{one.name}` | {one.needs} |" for one in found]
    return ["| Address | Name | Needs |", "| --- | --- | --- |", *rows]
