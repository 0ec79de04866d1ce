"""One injection under the skin: worked from weight as an infusion is, drawn undiluted, without a rate."""

from decimal import Decimal

import pytest

from firstlight.clinical.dosing.plan import dose_plan
from firstlight.clinical.protocol.protocol import DoseRule, Protocol


@pytest.fixture
def under_the_skin(shipped: dict[str, Protocol]) -> Protocol:
    return shipped["sc-racemic-0.5-0.9"]


@pytest.mark.parametrize(
    ("per_kg", "mg", "ml"),
    [("0.5", "35", "0.7"), ("0.6", "42", "0.84"), ("0.75", "52.5", "1.05"), ("0.9", "63", "1.26")],
)
def test_each_step_of_the_published_ladder_is_worked_from_weight(
    under_the_skin: Protocol, per_kg: str, mg: str, ml: str
) -> None:
    plan = dose_plan(under_the_skin, 70, Decimal(per_kg))
    assert (plan.dose_mg, plan.volume_ml, plan.concentration_mg_ml) == (Decimal(mg), Decimal(ml), Decimal(50))
    assert (plan.rate_ml_h, plan.minutes, plan.devices) == (None, 0, None)


def test_the_ladder_is_the_published_one_and_the_last_step_is_the_cap(under_the_skin: Protocol) -> None:
    rule = under_the_skin.dose
    assert isinstance(rule, DoseRule)
    assert rule.ladder_mg_per_kg == tuple(map(Decimal, ("0.5", "0.6", "0.75", "0.9")))
    assert (rule.step_up_below_percent, rule.cap_mg_per_kg) == (50, Decimal("0.9"))


def test_a_heavy_person_is_held_at_the_cap_for_one_session(under_the_skin: Protocol) -> None:
    plan = dose_plan(under_the_skin, 100, Decimal("0.9"))
    assert (plan.dose_mg, plan.capped) == (Decimal(80), True)


def test_the_arithmetic_names_the_one_vial_and_no_rate(under_the_skin: Protocol) -> None:
    assert dose_plan(under_the_skin, 70, Decimal("0.6")).steps == (
        "Weight 70 kg (actual body weight)",
        "70 kg × 0.6 mg/kg = 42 mg",
        "Caps: 70 kg × 0.9 mg/kg = 63 mg, and 80 mg a session",
        "To the nearest 0.5 mg, halves down, never over the lower cap: 42 mg",
        "From 50 mg/mL: 42 mg ÷ 50 mg/mL = 0.84 mL",
    )
