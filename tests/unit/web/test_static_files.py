"""Styles and scripts come whole, so that the asynchronous server sends them without gathering them up first."""

import asyncio
import warnings
from pathlib import Path

from django.http import HttpResponseBase
from django.test import AsyncClient

import firstlight.web

SHEET = "/static/firstlight/tokens.css"
FILE = Path(firstlight.web.__file__).parent / "static/firstlight/tokens.css"


def ask(address: str, method: str = "get", **headers: str) -> HttpResponseBase:
    async def asked() -> HttpResponseBase:
        return await getattr(AsyncClient(), method)(address, headers=headers)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return asyncio.run(asked())


def test_a_style_sheet_comes_whole_with_its_kind_and_its_length() -> None:
    answer = ask(SHEET)
    assert not answer.streaming
    assert answer.content == FILE.read_bytes()
    assert answer["Content-Type"] == 'text/css; charset="utf-8"'
    assert int(answer["Content-Length"]) == len(FILE.read_bytes())


def test_a_browser_that_has_it_already_is_sent_nothing() -> None:
    modified = ask(SHEET)["Last-Modified"]
    again = ask(SHEET, **{"If-Modified-Since": modified})
    assert (again.status_code, again.content) == (304, b"")


def test_asked_for_its_head_alone_it_sends_no_body() -> None:
    answer = ask(SHEET, "head")
    assert (answer.status_code, answer.content) == (200, b"")


def test_part_of_a_file_is_that_part() -> None:
    answer = ask(SHEET, Range="bytes=3-9")
    assert (answer.status_code, answer.content) == (206, FILE.read_bytes()[3:10])
