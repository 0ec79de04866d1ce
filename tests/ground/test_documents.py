"""The documents hold together: links lead somewhere, the glossary says each word once, decisions are numbered."""

import re
from pathlib import Path

import pytest

from tests.ground import tree

LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
DECISION = re.compile(r"\d{4}-[a-z0-9-]+\.md")


def broken_links(page: Path, text: str) -> list[str]:
    """Links to files that are not there. Addresses on the web are not looked up."""
    return [
        target
        for target in LINK.findall(text)
        if not target.startswith(("http://", "https://", "mailto:", "/")) and not (page.parent / target).exists()
    ]


def words(text: str) -> list[str]:
    """The words a glossary defines: the first, bold cell of each row."""
    return [word for cell in re.findall(r"^\| \*\*(.+?)\*\* \|", text, re.MULTILINE) for word in cell.split(", ")]


def pages() -> list[Path]:
    return [path for path in tree.files() if path.suffix == ".md"]


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    (tmp_path / "there.md").touch()
    text = "[a](there.md) [b](there.md#part) [c](gone.md) [d](https://example.org)"
    assert broken_links(tmp_path / "page.md", text) == ["gone.md"]


@pytest.mark.parametrize("page", pages(), ids=tree.named)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken_links(page, page.read_text(encoding="utf-8")) == []


def test_a_word_said_twice_is_seen() -> None:
    assert words("| **set** | a |\n| **proposed, recall** | b |\n| **set** | c |") == [
        "set",
        "proposed",
        "recall",
        "set",
    ]


def test_the_glossary_says_each_word_once() -> None:
    said = words((tree.ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))
    assert sorted(said) == sorted(set(said))


def test_the_words_that_must_mean_one_thing_are_in_the_glossary() -> None:
    said = set(words((tree.ROOT / "GLOSSARY.md").read_text(encoding="utf-8")))
    needed = {
        "session",
        "infusion",
        "reading",
        "observation",
        "set",
        "prompt",
        "gate",
        "administration",
        "move",
        "feed",
    }
    assert needed - said == set()


def test_decisions_are_numbered_without_a_gap() -> None:
    names = sorted(path.name for path in (tree.ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert [name for name in names if not DECISION.fullmatch(name)] == []
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_the_front_page_shows_the_two_commands_and_the_board() -> None:
    text = (tree.ROOT / "README.md").read_text(encoding="utf-8")
    for needed in ("./firstlight demo", "./firstlight test", "docs/pictures/board.png"):
        assert needed in text
