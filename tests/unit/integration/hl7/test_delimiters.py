"""The sender chooses what parts its fields, and what escapes."""

import pytest

from firstlight.integration.hl7.delimiters import STANDARD, Delimiters, delimiters_of, unescape
from tests.contract.hl7.clinic import feed, message, values


@pytest.mark.parametrize(
    ("escaped", "plain"),
    [
        (r"SpO\S\2", "SpO^2"),
        (r"a\F\b", "a|b"),
        (r"a\T\b\R\c\E\d", "a&b~c\\d"),
        ("\\X4869\\", "Hi"),
        ("caf\\XC3A9\\", "caf\u00e9"),
        ("caf\\XE9\\", "caf\u00e9"),
        (r"one\.br\two\.sp2\three", "one\ntwo\n\nthree"),
        (r"\H\loud\N\ again", "loud again"),
        (r"\C2842\x\M2442FF\y", "xy"),
        ("nothing to do", "nothing to do"),
    ],
)
def test_an_escape_sequence_becomes_what_it_stands_for(escaped: str, plain: str) -> None:
    assert unescape(escaped) == plain


@pytest.mark.parametrize("stray", ["a\\b", "\\", r"\Q\rest", r"\X4G\ ", r"\.br-x\ ", r"\Zlocal\tail", r"\X\ "])
def test_what_is_no_known_sequence_stays_as_it_came(stray: str) -> None:
    assert unescape(stray) == stray


def test_a_sequence_after_a_stray_escape_is_still_found() -> None:
    assert unescape("5\\6 \\F\\ 7") == "5\\6 | 7"


def test_other_delimiters_are_taken_from_the_first_segment() -> None:
    raw = message(
        "MSH#*!?+#MON#WARD###20261123195930##ORU*R01#1#P#2.6",
        "PID###12345***TRUST*MR",
        "OBX#1#NM#150456*MDC_PULS_OXIM_SAT_O2*MDC##97#262688*MDC_DIM_PERCENT*MDC#####F",
        "OBX#2#NM#X*Heart?X20?rate*LOCAL##71#bpm#####F",
    )
    assert values(feed(raw)) == {"spo2": (97.0, "%"), "pulse": (71.0, "/min")}
    assert feed(raw).stated_patient == "MR 12345"


def test_fewer_encoding_characters_mean_fewer_separators() -> None:
    assert delimiters_of("|", "^~") == Delimiters("|", "^", "~", "", "")
    assert unescape("a\\F\\b", Delimiters("|", "^", "~", "", "")) == "a\\F\\b"


def test_a_truncation_character_is_let_be() -> None:
    assert delimiters_of("|", "^~\\&#") == STANDARD


@pytest.mark.parametrize(
    ("field", "encoding"), [("|", ""), ("|", "^^\\&"), ("|", "A~\\&"), ("M", "^~\\&"), ("|", "^ \\&")]
)
def test_characters_that_cannot_part_anything_are_refused(field: str, encoding: str) -> None:
    assert delimiters_of(field, encoding) is None
