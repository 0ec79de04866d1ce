"""Every page names the permission it needs. A view without a mark is refused by the sign-in middleware."""

from collections.abc import Callable
from typing import Any, TypeVar

from firstlight.apps.people.roles import PERMISSIONS

View = TypeVar("View", bound=Callable[..., Any])


def page(permission: str) -> Callable[[View], View]:
    """Mark a view with the permission it needs in the clinic being worked in. Raises KeyError for one that does not exist."""
    PERMISSIONS[permission]

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def public(why: str) -> Callable[[View], View]:
    """Mark a view that anybody may open, signed in or not, and say why."""

    def mark(view: View) -> View:
        view.public = why  # type: ignore[attr-defined]
        return view

    return mark


def signed_in(why: str) -> Callable[[View], View]:
    """Mark a view that any member of staff may open whatever their roles, and say why."""

    def mark(view: View) -> View:
        view.signed_in = why  # type: ignore[attr-defined]
        return view

    return mark


def permission_of(view: Any) -> str | None:
    """The permission a view names, None where it names none."""
    return getattr(view, "permission", None)
