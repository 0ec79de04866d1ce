"""Pages for what could not be done: each says what to do next, and a form that came too late comes back to be sent again."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from firstlight.apps.refusals import Forbidden
from firstlight.web import errors

TYPED = {"pulse": "82", "note": "<dizzy>", "csrfmiddlewaretoken": "old", "password": "secret", "request_key": "k1"}


def expired(**headers: str) -> HttpResponse:
    request = RequestFactory().post("/sessions/7/sets/", TYPED, headers=headers)
    return errors.csrf_failure(request, "CSRF token from POST incorrect.")


def test_a_form_that_expired_offers_the_same_words_again_to_the_same_address() -> None:
    page = expired(**{"Sec-Fetch-Site": "same-origin"})
    text = page.content.decode()
    assert page.status_code == 403
    assert 'action="/sessions/7/sets/"' in text
    assert 'name="pulse" value="82"' in text
    assert 'value="&lt;dizzy&gt;"' in text
    assert 'name="request_key" value="k1"' in text


def test_it_never_offers_a_password_or_the_old_token_again() -> None:
    text = expired(**{"Sec-Fetch-Site": "same-origin"}).content.decode()
    assert "secret" not in text
    assert 'value="old"' not in text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://elsewhere.example"},
        {},
    ],
)
def test_a_form_sent_from_elsewhere_is_not_armed_with_a_good_token(headers: dict[str, str]) -> None:
    text = expired(**headers).content.decode()
    assert "82" not in text
    assert "<form method" not in text
    assert "did not come from Firstlight" in text


def test_an_older_browser_that_names_our_own_origin_gets_its_words_back() -> None:
    assert 'value="82"' in expired(Origin="http://testserver").content.decode()


def test_a_refusal_says_in_its_own_words_whom_to_ask() -> None:
    page = errors.forbidden(RequestFactory().get("/x/"), Forbidden("Ask Dr Raman to sign it."))
    assert page.status_code == 403
    assert "Ask Dr Raman to sign it." in page.content.decode()


@pytest.mark.django_db
def test_an_address_that_is_not_there_says_that_nothing_was_changed(client: Client) -> None:
    page = client.get("/nowhere/at/all/")
    assert page.status_code == 404
    assert b"Nothing was changed" in page.content
