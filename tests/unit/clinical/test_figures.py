"""A figure is shown as a nurse would write it, and never a slip away from what was typed."""

from decimal import Decimal
from fractions import Fraction

import pytest

from firstlight.clinical.figures import Amount, exact, figure, plain, to_places


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Decimal("35.00"), "35"),
        (Decimal("3.5E+1"), "35"),
        (100, "100"),
        (0.1, "0.1"),
        (52.5, "52.5"),
        (Decimal("0.70"), "0.7"),
        (0, "0"),
    ],
)
def test_a_figure_has_no_trailing_noughts_and_no_powers_of_ten(amount: Amount, written: str) -> None:
    assert figure(amount) == written


def test_a_typed_tenth_stays_a_tenth() -> None:
    assert exact(0.1) + exact(0.2) == Decimal("0.3")


def test_a_plain_figure_compares_and_prints_alike() -> None:
    assert str(plain(Decimal("80.0"))) == "80"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(Fraction(140, 3), "46.67"), (Fraction(34_995, 1000), "35"), (Fraction(1925, 100), "19.25"), (Fraction(0), "0")],
)
def test_a_fraction_is_rounded_once_to_the_nearest_hundredth(amount: Fraction, shown: str) -> None:
    assert str(to_places(amount, 2)) == shown
