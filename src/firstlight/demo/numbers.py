"""NHS numbers from the range that is never issued, 999 000 0000 to 999 999 9999, each with its check digit."""

import nhs_number

FIRST, LAST = 9_990_000_000, 9_999_999_999
APART = 17_171  # so that neighbours on a list do not look alike


def synthetic_nhs_number(index: int) -> str:
    """A valid number of the range, ten digits, another for every index from 0 to 580. Raises ValueError beyond."""
    for number in range(FIRST + index * APART, FIRST + (index + 1) * APART):
        if number <= LAST and nhs_number.is_valid(str(number)):
            return str(number)
    raise ValueError(f"the synthetic range has no number for index {index}")
