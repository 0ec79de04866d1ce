"""The content security policy: scripts and styles come from our own files, and nothing runs from the page itself."""

import pytest
from django.test import Client

from firstlight.web.middleware import POLICY
from tests.ground.test_no_borrowed_identity import borrowed
from tests.ground.test_pages_ask_no_other_host import foreign_requests, inline

LOOSE = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "*", "http:", "https:", "wss:", "blob:")


def loose(policy: str) -> list[str]:
    """Sources in a policy that would let in a script or style of somebody else's, or ask another host."""
    return [
        f"{name} {source}"
        for name, *sources in (directive.split() for directive in policy.split(";") if directive.strip())
        for source in sources
        if any(word in source for word in LOOSE) or "." in source or (source == "data:" and name != "img-src")
    ]


@pytest.mark.parametrize(
    "offence",
    [
        "script-src 'self' 'unsafe-inline'",
        "script-src 'unsafe-eval'",
        "default-src *",
        "style-src https://fonts.example.org",
        "script-src data:",
        "connect-src cdn.example.org",
    ],
)
def test_a_loose_policy_is_seen(offence: str) -> None:
    assert loose(offence)


def test_the_policy_begins_with_nothing_and_lets_in_only_our_own_files() -> None:
    assert loose(POLICY) == []
    assert POLICY.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in POLICY


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sign-in/", "/account/login/", "/no-such-page/"])
def test_every_answer_carries_the_policy(client: Client, address: str) -> None:
    assert client.get(address).headers["Content-Security-Policy"] == POLICY


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sign-in/", "/no-such-page/", "/account/password/reset/key/1-none/"])
def test_a_page_as_it_is_sent_asks_nobody_else_and_borrows_nothing(client: Client, address: str) -> None:
    """The templates are read elsewhere: here is the page itself, with all that libraries put into it."""
    sent = client.get(address).content.decode()
    assert foreign_requests(".html", sent) == []
    assert inline(sent) == []
    assert borrowed(".html", sent) == []
