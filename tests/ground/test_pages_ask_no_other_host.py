"""No page asks another host for anything: a request would tell that host which patient's page is open, and when."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ground import tree

WEB = tree.SOURCE / "web"
PAGES, STYLES, SCRIPTS = {".html", ".jinja", ".svg", ".xml"}, {".css"}, {".js", ".mjs"}
COMMENTS = re.compile(r"<!--.*?-->|\{#.*?#\}|/\*.*?\*/", re.DOTALL)
FOREIGN = r"(?:https?:|wss?:)?//[\w-]+\.[\w.-]+"
IN_PAGES = re.compile(
    r"<(?!a\b)[\w:-]+\b[^>]*?\b(?:src|href|srcset|poster|data|action|formaction|hx-\w+|content)\s*=\s*[\"']?" + FOREIGN
)
IN_STYLES = re.compile(r"(?:url\(|@import)\s*[\"']?" + FOREIGN)
IN_SCRIPTS = re.compile(r"[\"'`]" + FOREIGN)
NAMESPACES = re.compile(r"https?://www\.w3\.org/(?:\d{4}/|XML|TR/|ns/)")
INLINE = re.compile(
    r"<style\b|<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)|\sstyle=|\son[a-z]+=|javascript:"
)


def foreign_requests(kind: str, text: str) -> list[str]:
    """What in a page, style sheet or script (`kind` is its suffix) would ask another host."""
    text = NAMESPACES.sub("", COMMENTS.sub("", text))
    patterns = [IN_STYLES]
    if kind in PAGES:
        patterns += [IN_PAGES]
    if kind in SCRIPTS:
        patterns += [IN_SCRIPTS]
    return [match.group() for pattern in patterns for match in pattern.finditer(text)]


def inline(text: str) -> list[str]:
    """Scripts and styles inside a page, which the content security policy refuses."""
    return [match.group().strip() for match in INLINE.finditer(COMMENTS.sub("", text))]


@pytest.mark.parametrize(
    ("kind", "offence"),
    [
        (".html", '<script src="https://cdn.example.org/a.js"></script>'),
        (".html", '<link rel="stylesheet" href="//fonts.example.org/a.css">'),
        (".html", '<img srcset="https://a.example.org/1.png 2x">'),
        (".html", '<form action="http://elsewhere.example.org/">'),
        (".css", "body { background: url(https://a.example.org/b.png) }"),
        (".css", '@import "https://a.example.org/b.css";'),
        (".css", "@font-face { src: url('//assets.example.org/f.woff2') }"),
        (".js", 'fetch("https://a.example.org/count")'),
        (".js", "new EventSource(`//a.example.org/live`)"),
    ],
)
def test_a_foreign_request_is_seen(kind: str, offence: str) -> None:
    assert foreign_requests(kind, offence)


@pytest.mark.parametrize(
    ("kind", "harmless"),
    [
        (".html", '<a href="https://www.example.org/">Read more</a>'),
        (".html", '<svg xmlns="http://www.w3.org/2000/svg">'),
        (".html", '<script src="/static/live.js"></script>'),
        (".js", 'document.createElementNS("http://www.w3.org/2000/svg", "path")'),
        (".css", "/* https://a.example.org */ a { color: red }"),
    ],
)
def test_a_link_to_follow_is_let_be(kind: str, harmless: str) -> None:
    assert not foreign_requests(kind, harmless)


@pytest.mark.parametrize(
    "offence", ['<p style="color:red">', '<button onclick="go()">', "<script>go()</script>", "<style>a{}</style>"]
)
def test_an_inline_script_or_style_is_seen(offence: str) -> None:
    assert inline(offence)


def served() -> Iterator[Path]:
    """Every page and static file as it is served: ours, and what the build has put beside them."""
    for path in sorted(WEB.rglob("*")):
        if path.suffix in PAGES | STYLES | SCRIPTS and path.is_file():
            yield path


@pytest.mark.parametrize("path", list(served()), ids=tree.named)
def test_no_page_or_static_file_asks_another_host(path: Path) -> None:
    assert foreign_requests(path.suffix, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [path for path in served() if path.suffix in PAGES], ids=tree.named)
def test_no_template_holds_a_script_or_style(path: Path) -> None:
    assert inline(path.read_text(encoding="utf-8")) == []
