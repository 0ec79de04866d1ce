"""How figures are kept and written in the clinic: exact decimals, without trailing noughts, never in powers of ten.

A binary fraction shows 34.99 where a nurse counted 35; these keep what was typed.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Amount = Decimal | float | int


def exact(amount: Amount) -> Decimal:
    """The decimal that was written: exact(0.1) is 0.1, not the nearest binary fraction."""
    return amount if isinstance(amount, Decimal) else Decimal(str(amount))


def plain(amount: Decimal) -> Decimal:
    """The same figure without trailing noughts or powers of ten: 35.00 and 3.5E+1 are 35."""
    return Decimal(f"{amount.normalize():f}")


def figure(amount: Amount) -> str:
    """The figure as a nurse writes it."""
    return f"{plain(exact(amount))}"


def to_places(amount: Fraction, places: int) -> Decimal:
    """The fraction as a plain decimal to so many places, halves away from nought."""
    scaled = Decimal(amount.numerator * 10**places) / Decimal(amount.denominator)
    return plain(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP).scaleb(-places))
