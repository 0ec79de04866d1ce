"""Rule 3: every address names the right it needs. What names none is refused to everybody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from firstlight.apps import page
from firstlight.apps.people import doors
from firstlight.apps.people.roles import PERMISSIONS
from firstlight.config.reference.addresses import Address, addresses, demo_addresses

MARKS = ("permission", "signed_in", "public")


def unmarked(found: list[Address]) -> list[str]:
    """Addresses of ours whose view carries no mark, or more than one."""
    ours = [one for one in found if one.module.startswith("firstlight.")]
    return [one.route for one in ours if sum(bool(getattr(one.view, mark, None)) for mark in MARKS) != 1]


def rights_of_pages() -> set[str]:
    """Every right that some address asks for."""
    rights = {getattr(one.view, "permission", None) for one in addresses() + demo_addresses()}
    return {right for right in rights if right}


def _view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _fresh() -> Callable[..., Any]:
    """The same view, without any mark on it."""

    def view(request: HttpRequest) -> HttpResponse:
        return _view(request)

    view.__module__ = "firstlight.somewhere"
    return view


def test_a_view_without_a_mark_is_seen() -> None:
    assert unmarked([Address("/a/", "a", _fresh())]) == ["/a/"]


def test_a_view_with_two_marks_is_seen() -> None:
    twice = page.public("anybody")(page.page("session.view")(_fresh()))
    assert unmarked([Address("/a/", "a", twice)]) == ["/a/"]


def test_a_marked_view_is_let_be() -> None:
    assert unmarked([Address("/a/", "a", page.page("session.view")(_fresh()))]) == []


def test_a_right_that_does_not_exist_cannot_be_named() -> None:
    with pytest.raises(KeyError):
        page.page("session.veiw")


def test_every_address_of_ours_names_what_it_needs() -> None:
    assert unmarked(addresses()) == []
    assert unmarked(demo_addresses()) == []


def test_every_right_that_an_address_names_exists() -> None:
    assert rights_of_pages() - PERMISSIONS.keys() == set()


def test_only_a_few_addresses_are_open_to_anybody() -> None:
    """Each is a way in for somebody unknown: a new one is added here on purpose or not at all."""
    open_to_anybody = {one.name for one in addresses() if getattr(one.view, "public", None)}
    assert open_to_anybody == {"healthz", "favicon", "sign-in", "account_login", "sign-out"}


def test_addresses_have_names_and_no_two_share_one() -> None:
    names = [one.name for one in addresses() if one.module.startswith("firstlight.")]
    assert "" not in names
    assert sorted(names) == sorted(set(names))


@pytest.mark.django_db
def test_nobody_unknown_opens_a_page_that_asks_for_a_right(client: Client) -> None:
    asked = [one for one in addresses() if getattr(one.view, "permission", None) and "<" not in one.route]
    assert asked
    for one in asked:
        answer = client.get(one.route)
        assert answer.status_code in {302, 401, 403, 405}, one.route
        assert answer.status_code != 302 or "sign-in" in answer.headers["Location"], one.route


def test_the_sign_in_librarys_pages_are_shut_unless_they_are_named() -> None:
    theirs = [one for one in addresses() if one.module.startswith(doors.LIBRARY)]
    shut = {one.name for one in theirs if doors.door_of(one.view, one.name).kind == "shut"}
    assert {"account_signup", "account_email"} <= shut
    assert (doors.OPEN.keys() | doors.OWN.keys()) - {one.name for one in addresses()} == set(), "named, but not there"
