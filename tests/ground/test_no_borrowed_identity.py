"""The NHS logo and its licensed font belong to the NHS: a trust adds its own identity, we ship none."""

import re
from pathlib import Path

import pytest

from tests.ground import tree
from tests.ground.test_pages_ask_no_other_host import PAGES, SCRIPTS, STYLES, served

FONT = re.compile("frut" + r"iger|@font-face|assets\.nhs\.uk", re.IGNORECASE)
LOGO = re.compile(
    r"nhs(uk)?[-_ ]?logo(?!-|_)[\w.-]*\.(svg|png|ico)|components/header/|components/footer/|"
    r"<title[^>]*>\s*NHS\s*</title>|aria-label=[\"']NHS( homepage)?[\"']|\bnhsuk-icon--logo|nhsuk-header__logo\b(?=[\"' ])",
    re.IGNORECASE,
)
FONT_FILES = {".woff", ".woff2", ".ttf", ".otf", ".eot"}


def borrowed(kind: str, text: str) -> list[str]:
    """Where a page or static file uses the licensed font or the logo. Style sheets may hold unused logo classes."""
    patterns = [FONT] if kind in STYLES else [FONT, LOGO]
    return [match.group() for pattern in patterns for match in pattern.finditer(text)]


@pytest.mark.parametrize(
    ("kind", "offence"),
    [
        (".css", "body { font-family: Frutiger W01, Arial }"),
        (".css", "@font-face { font-family: X }"),
        (".html", "{% from 'nhsuk/components/header/macro.jinja' import header %}"),
        (".html", '<img src="/static/nhs-logo.svg">'),
        (".html", "<svg><title>NHS</title></svg>"),
        (".js", "load('https://assets.nhs.uk/fonts/')"),
    ],
)
def test_a_borrowed_identity_is_seen(kind: str, offence: str) -> None:
    assert borrowed(kind, offence)


def test_the_words_nhs_number_are_let_be() -> None:
    assert not borrowed(".html", '<label>NHS number</label> <a href="/patients/">NHS patients</a>')


@pytest.mark.parametrize("path", list(served()), ids=tree.named)
def test_no_page_or_static_file_borrows_the_logo_or_the_font(path: Path) -> None:
    assert borrowed(path.suffix, path.read_text(encoding="utf-8")) == []


def test_no_font_or_logo_file_is_served_or_tracked() -> None:
    everything = {*tree.files(), *(path for path in (tree.SOURCE / "web").rglob("*") if path.is_file())}
    found = [path.name for path in everything if path.suffix in FONT_FILES or re.search("nhs.*logo", path.name, re.I)]
    assert found == []


def test_pages_scripts_and_styles_are_all_looked_at() -> None:
    assert {path.suffix for path in served()} >= {".html", ".css", ".js"}
    assert PAGES.isdisjoint(SCRIPTS)
