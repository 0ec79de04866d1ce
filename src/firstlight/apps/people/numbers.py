"""The NHS number: ten digits, the last a check digit, stored without spaces. An invented trust takes only the numbers that
are never issued, a real one takes only those that are: neither kind of person can slip in among the other."""

from nhs_number.constants import REGION_ENGLAND_WALES_IOM
from nhs_number.validate import is_valid

from firstlight.apps.refusals import Invalid

FIELD = "nhs_number"
INVENTED = (
    "999"  # of all that begin with 9 and are never issued, those that no examples and no other systems' tests use
)


def digits(text: str) -> str:
    """What was typed without its spaces and hyphens: "999 000 1073" reads "9990001073"."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "-–‑")


def looks_like_one(text: str) -> bool:
    """Ten digits in any spacing."""
    typed = digits(text)
    return len(typed) == 10 and typed.isascii() and typed.isdigit()


def checked(text: str, *, invented: bool) -> str:
    """The number as stored. `invented` says that the trust's people are all made up.

    Raises Invalid for a number of the wrong length, check digit or range.
    """
    typed = digits(text)
    if not looks_like_one(typed):
        raise Invalid(f"An NHS number has 10 digits; {typed or 'this'} has {len(typed)}. Enter all ten.", FIELD)
    if not is_valid(typed):
        raise Invalid(
            "The last digit does not agree with the others, so at least one digit is wrong. Check it against the letter.",
            FIELD,
        )
    fits = typed.startswith(INVENTED) if invented else is_valid(typed, for_region=REGION_ENGLAND_WALES_IOM)
    if not fits:
        raise Invalid(_wrong_range(invented), FIELD)
    return typed


def spaced(number: str | None) -> str:
    """As read aloud: "999 000 1073"; "" where there is none."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if number else ""


def _wrong_range(invented: bool) -> str:
    if invented:
        return "This trust is invented and takes invented people only: use a number that begins with 999."
    return (
        "This number is not one that is issued in England, Wales or the Isle of Man. Numbers that begin with 9 are for "
        "tests; Scottish and Northern Irish numbers belong under local identifiers."
    )
