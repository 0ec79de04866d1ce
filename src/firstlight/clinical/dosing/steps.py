"""The arithmetic of a dose in words and figures, one line a step, as a nurse and a second checker would work it."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from firstlight.clinical.figures import figure, to_places
from firstlight.clinical.protocol.protocol import DoseRule, Preparation, Vial


def arithmetic(
    rule: DoseRule, preparation: Preparation, minutes: int, weight: Decimal, asked: Decimal, dose: Decimal
) -> tuple[str, ...]:
    """Lines from weight (kg) and mg/kg to the rounded dose (mg), volume, rate and what to draw from each vial.

    `minutes` 0 is one injection, without a rate.
    """
    per_kg = figure(weight * rule.cap_mg_per_kg)
    return (
        f"Weight {figure(weight)} kg ({rule.weight_basis} body weight)",
        f"{figure(weight)} kg × {figure(asked)} mg/kg = {figure(weight * asked)} mg",
        f"Caps: {figure(weight)} kg × {figure(rule.cap_mg_per_kg)} mg/kg = {per_kg} mg, and {figure(rule.cap_mg)} mg a session",
        f"To the nearest {figure(rule.round_to_mg)} mg, halves {rule.round_halves}, never over the lower cap: {figure(dose)} mg",
        *_volume_and_rate(preparation, Fraction(dose), minutes),
        *(_draw(vial, Fraction(dose)) for vial in preparation.vials),
    )


def _volume_and_rate(preparation: Preparation, dose: Fraction, minutes: int) -> Iterator[str]:
    to, mg = Fraction(preparation.made_up_to), _shown(dose, 2)
    if preparation.made_up_by == "vial":
        return
    if preparation.made_up_by == "volume":
        volume = to
        yield f"{mg} mg made up to {_shown(to, 2)} mL {_equals(dose / to, 4)} mg/mL"
    else:
        volume = dose / to
        yield f"{mg} mg ÷ {_shown(to, 4)} mg/mL {_equals(volume, 2)} mL"
    if minutes:
        yield f"{_shown(volume, 2)} mL ÷ {minutes} min × 60 {_equals(volume / minutes * 60, 2)} mL/h"


def _draw(vial: Vial, dose: Fraction) -> str:
    strength, draw = figure(vial.strength_mg_ml), dose / Fraction(vial.strength_mg_ml)
    return f"From {strength} mg/mL: {_shown(dose, 2)} mg ÷ {strength} mg/mL {_equals(draw, 2)} mL"


def _equals(amount: Fraction, places: int) -> str:
    """= when the figure is exact, ≈ when it had to be rounded to be written."""
    shown = to_places(amount, places)
    return f"{'=' if Fraction(shown) == amount else '≈'} {figure(shown)}"


def _shown(amount: Fraction, places: int) -> str:
    return figure(to_places(amount, places))
