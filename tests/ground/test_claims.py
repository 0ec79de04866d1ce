"""What we may say of ourselves: a record, a chart and a prompt. No text claims what only a medical device may."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.ground import tree

CLAIMS = re.compile(
    r"monitors? the patient|monitoring the patient|\balarms?\b|\bdetects?\b|\bdetecting\b|\bpredicts?\b|"
    r"recommend(s|ed)? (a |the )?dose|safe to (discharge|leave|go home)|replaces? (the )?bedside monitor",
    re.IGNORECASE,
)
STANDING = re.compile(  # the notice that the bedside device comes first, and saying what we are not
    r"monitor(['\u2019]s|s['\u2019]?)? (own )?alarms?|alarms? of the (bedside )?monitor|(not|nor|never) [^.]{0,60}\balarms?\b|"
    r"\bno [^.]{0,40}\balarms?\b|(is|are) the alarms?\b",
    re.IGNORECASE,
)
DEFINES = {
    "docs/clinical-safety/intended-purpose.md",
    "docs/clinical-safety/clinical-risk-management-plan.md",
    "docs/clinical-safety/safety-case-report.md",
    "CONTRIBUTING.md",
}  # these say which words we do not use
READ_BY_PEOPLE = (".html", ".jinja", ".md", ".js", ".toml")


def claims(text: str) -> list[str]:
    """Sentences that claim too much. `text` is prose or a template."""
    sentences = re.split(r"(?<=[.!?])\s+|\n\s*\n", re.sub(r"[ \t]*\n[ \t]*(?=\S)", " ", text))
    return [sentence.strip() for sentence in sentences if CLAIMS.search(STANDING.sub("", sentence))]


@pytest.mark.parametrize(
    "offence",
    [
        "Firstlight monitors the patient throughout.",
        "An alarm sounds when the pressure is high.",
        "It detects deterioration.",
        "The software predicts response.",
        "We recommend the dose for you.",
        "She is safe to discharge.",
        "This replaces the bedside monitor.",
    ],
)
def test_a_claim_is_seen(offence: str) -> None:
    assert claims(offence)


@pytest.mark.parametrize(
    "standing",
    [
        "The bedside monitor's alarms come first.",
        "The bedside monitor is the alarm.",
        "It is not a monitor, an alarm or a pump controller.",
    ],
)
def test_the_standing_notice_is_let_be(standing: str) -> None:
    assert not claims(standing)


def _said() -> Iterator[tuple[str, str]]:
    """(where, what) of everything a person may read: pages, documents, and the messages inside modules."""
    for name, text in tree.texts():
        if name in DEFINES or name.startswith(("tests/", ".git")):
            continue
        if name.endswith(READ_BY_PEOPLE):
            yield name, text
        elif name.startswith("src/") and name.endswith(".py") and "/integration/" not in name:
            yield from ((name, string) for string in _strings(text))


def _strings(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.value


def test_no_text_claims_too_much() -> None:
    assert [(name, claim) for name, text in _said() for claim in claims(text)] == []
