"""The dose of one session, worked from weight by the protocol's rule, with the arithmetic a nurse can check by hand.

The dose is rounded before anything is worked from it, and never up over a cap. The weight basis is always printed:
in obesity it can change the dose two-fold. Doses counted in spray devices are worked in `devices`.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from firstlight.clinical.dosing.steps import arithmetic
from firstlight.clinical.figures import Amount, exact, plain, to_places
from firstlight.clinical.protocol.protocol import DeviceRule, DoseRule, Preparation, Protocol, Vial

HALVES = {"down": ROUND_HALF_DOWN, "up": ROUND_HALF_UP}


@dataclass(frozen=True)
class VialDraw:
    """What to draw from one strength: mL for the dose, full vials opened, and mg left over in them."""

    strength_mg_ml: Decimal
    vial_ml: Decimal
    draw_ml: Decimal
    vials: int
    left_over_mg: Decimal


@dataclass(frozen=True)
class DosePlan:
    """Figures are decimals without trailing noughts; `steps` is the arithmetic line by line.

    What a way of giving does not have is None: a rate where no pump runs, a volume and a weight where devices are
    counted, devices where they are not. `minutes` are from the first of the drug to the last.
    """

    dose_mg: Decimal
    minutes: int
    capped: bool
    steps: tuple[str, ...]
    weight_kg: Decimal | None = None
    weight_basis: str = ""
    mg_per_kg: Decimal | None = None
    volume_ml: Decimal | None = None
    concentration_mg_ml: Decimal | None = None
    rate_ml_h: Decimal | None = None
    draws: tuple[VialDraw, ...] = ()
    devices: int | None = None


def dose_plan(protocol: Protocol, weight_kg: Amount, mg_per_kg: Amount | None = None) -> DosePlan:
    """Dose, volume and, by pump, rate for a weight (kg). `mg_per_kg` is the prescriber's figure; the protocol's when None.

    Volume and rate are to the hundredth (mL, mL/h). Raises ValueError, in plain words, for a weight or a mg/kg that
    is not above nought, a dose too small to round to anything, or a protocol that counts devices.
    """
    rule, preparation = protocol.dose, protocol.preparation
    if isinstance(rule, DeviceRule) or preparation is None:
        raise ValueError("This protocol counts spray devices. Give their number; weight does not change it.")
    weight = _above_nought(weight_kg, "The weight")
    asked = _above_nought(rule.mg_per_kg if mg_per_kg is None else mg_per_kg, "The dose for each kilogram")
    dose, capped = _rounded_dose(rule, weight, asked)
    volume, concentration = _made_up(preparation, dose)
    return DosePlan(
        dose_mg=plain(dose),
        minutes=protocol.minutes,
        capped=capped,
        steps=arithmetic(rule, preparation, protocol.minutes, weight, asked, dose),
        weight_kg=plain(weight),
        weight_basis=f"{rule.weight_basis} body weight",
        mg_per_kg=plain(asked),
        volume_ml=to_places(volume, 2),
        concentration_mg_ml=to_places(concentration, 4),
        rate_ml_h=to_places(volume / protocol.minutes * 60, 2) if protocol.minutes else None,
        draws=tuple(_draw(vial, dose) for vial in preparation.vials),
    )


def _above_nought(amount: Amount, name: str) -> Decimal:
    figure = exact(amount)
    if not figure.is_finite() or figure <= 0:
        raise ValueError(f"{name} must be above nought. Check it and enter it again.")
    return figure


def _rounded_dose(rule: DoseRule, weight: Decimal, asked: Decimal) -> tuple[Decimal, bool]:
    """The dose in mg to the protocol's step, and whether a cap held it."""
    limit = min(weight * rule.cap_mg_per_kg, rule.cap_mg)
    nearest = _to_step(weight * asked, rule.round_to_mg, HALVES[rule.round_halves])
    dose = min(nearest, _to_step(limit, rule.round_to_mg, ROUND_FLOOR))
    if dose <= 0:
        raise ValueError("The dose rounds to nothing. Check the weight and the dose for each kilogram.")
    return dose, max(nearest, weight * asked) > limit


def _to_step(amount: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (amount / step).quantize(Decimal(1), rounding=rounding) * step


def _made_up(preparation: Preparation, dose: Decimal) -> tuple[Fraction, Fraction]:
    """Volume (mL) and concentration (mg/mL) of the syringe, exact."""
    to = Fraction(preparation.made_up_to)
    if preparation.made_up_by == "volume":
        return to, Fraction(dose) / to
    return Fraction(dose) / to, to


def _draw(vial: Vial, dose: Decimal) -> VialDraw:
    vials = int((dose / vial.content_mg).to_integral_value(rounding=ROUND_CEILING))
    return VialDraw(
        strength_mg_ml=plain(vial.strength_mg_ml),
        vial_ml=plain(vial.volume_ml),
        draw_ml=to_places(Fraction(dose) / Fraction(vial.strength_mg_ml), 2),
        vials=vials,
        left_over_mg=plain(vials * vial.content_mg - dose),
    )
