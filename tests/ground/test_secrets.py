"""Nothing secret is in the tree, and no person in it is real: every NHS number comes from the range kept for tests."""

import re

import pytest

from tests.ground import tree

SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bxox[abp]-[\w-]{10,}|"
    r"\beyJ[\w-]{20,}\.[\w-]{20,}\.|(?i:secret_key|password|token|api_key)\s*=\s*[\"'][A-Za-z0-9+/=_-]{32,}[\"']"
)
KEPT_OUT = re.compile(r"(^|/)(\.env(\..+)?|id_(rsa|ed25519).*|.*\.(pem|key|p12|pfx|kdbx|sqlite3|db|dump))$")
NUMBER = re.compile(r"(?<![\d.#&A-Za-z_-])(\d{3})([ -]?)(\d{3})\2(\d{4})(?![\d.]\d|\d|[A-Za-z_])")
MULTIPLIERS = range(10, 1, -1)


def nhs_numbers(text: str) -> list[str]:
    """Every ten-digit number in a text whose last digit is the check digit of an NHS number."""
    return [digits for match in NUMBER.finditer(text) if _checks(digits := "".join(match.group(1, 3, 4)))]


def _checks(digits: str) -> bool:
    remainder = 11 - sum(int(digit) * weight for digit, weight in zip(digits, MULTIPLIERS, strict=False)) % 11
    return remainder % 11 == int(digits[9]) and remainder != 10


def _outside_test_range(text: str) -> list[str]:
    return [number for number in nhs_numbers(text) if not number.startswith("999")]


@pytest.mark.parametrize(
    "offence",
    [
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "AKIA" + "ABCDEFGHIJKLMNOP",
        'SECRET_KEY = "' + "k3" * 20 + '"',
        "ghp_" + "a" * 36,
    ],
)
def test_a_secret_is_seen(offence: str) -> None:
    assert SECRETS.search(offence)


@pytest.mark.parametrize("name", [".env", "deploy/.env.production", "tls.pem", "demo.sqlite3", "keys/id_rsa"])
def test_a_file_that_is_kept_out_is_seen(name: str) -> None:
    assert KEPT_OUT.search(name)


@pytest.mark.parametrize("written", ["943 476 {}", "943476{}", "PID|||943476{}^^^NHS"])
def test_a_number_that_could_be_a_real_persons_is_seen(written: str) -> None:
    assert _outside_test_range(written.format("5919"))
    assert not _outside_test_range(written.format("5918")), "the check digit is wrong, so it is nobody's"


def test_a_number_from_the_test_range_is_let_be() -> None:
    assert nhs_numbers("999 000 0018") == ["9990000018"]
    assert not _outside_test_range("999 000 0018")


def test_no_tracked_file_holds_a_secret() -> None:
    assert [name for name, text in tree.texts() if SECRETS.search(text)] == []
    assert [tree.named(path) for path in tree.files() if KEPT_OUT.search(tree.named(path))] == []


def test_every_nhs_number_is_from_the_test_range() -> None:
    found = {name: numbers for name, text in tree.texts() if (numbers := _outside_test_range(text))}
    assert {name: numbers for name, numbers in found.items() if not name.endswith((".lock", "package-lock.json"))} == {}
