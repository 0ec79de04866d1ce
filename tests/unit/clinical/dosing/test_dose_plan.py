"""The dose on the label is the protocol's, rounded before anything is worked from it, and never over a cap."""

from dataclasses import replace
from decimal import Decimal

import pytest

from firstlight.clinical.dosing.plan import dose_plan
from firstlight.clinical.protocol.protocol import DoseRule, Preparation, Protocol


def with_dose(protocol: Protocol, **changes: object) -> Protocol:
    dose: DoseRule = replace(protocol.dose, **changes)  # type: ignore[arg-type]
    return replace(protocol, dose=dose)


def made_up_to(protocol: Protocol, volume_ml: int) -> Protocol:
    preparation: Preparation = replace(protocol.preparation, made_up_by="volume", made_up_to=Decimal(volume_ml))
    return replace(protocol, preparation=preparation)


def test_the_protocols_own_dose_is_used_when_none_is_prescribed(protocol: Protocol) -> None:
    plan = dose_plan(protocol, 70)
    assert (plan.dose_mg, plan.mg_per_kg, plan.minutes) == (Decimal(35), Decimal("0.5"), 40)
    assert plan.weight_basis == "actual body weight"


def test_the_prescribers_figure_takes_its_place(protocol: Protocol) -> None:
    assert dose_plan(protocol, 70, 0.75).dose_mg == Decimal("52.5")


@pytest.mark.parametrize(
    ("weight", "dose"), [(70.2, "35"), (70.5, "35"), (70.6, "35.5"), (71.0, "35.5"), (71.5, "35.5")]
)
def test_the_dose_goes_to_the_nearest_half_milligram_and_an_exact_half_goes_down(
    protocol: Protocol, weight: float, dose: str
) -> None:
    assert dose_plan(protocol, weight).dose_mg == Decimal(dose)


def test_an_exact_half_goes_up_where_the_protocol_says_so(protocol: Protocol) -> None:
    assert dose_plan(with_dose(protocol, round_halves="up"), 70.5).dose_mg == Decimal("35.5")


def test_volume_and_rate_follow_the_rounded_dose(protocol: Protocol) -> None:
    plan = dose_plan(protocol, 70.2)
    assert (plan.volume_ml, plan.rate_ml_h) == (Decimal(35), Decimal("52.5"))


def test_a_heavy_person_is_held_at_the_cap_for_one_session(protocol: Protocol) -> None:
    plan = dose_plan(protocol, 120, 1)
    assert (plan.dose_mg, plan.capped) == (Decimal(80), True)


def test_a_dose_at_the_cap_is_not_called_capped(protocol: Protocol) -> None:
    plan = dose_plan(protocol, 160)
    assert (plan.dose_mg, plan.capped) == (Decimal(80), False)


def test_a_dose_just_over_the_cap_is_called_capped_though_rounding_alone_would_hold_it(protocol: Protocol) -> None:
    plan = dose_plan(protocol, 160.4)
    assert (plan.dose_mg, plan.capped) == (Decimal(80), True)


def test_rounding_never_goes_up_over_a_cap(protocol: Protocol) -> None:
    plan = dose_plan(with_dose(protocol, cap_mg=Decimal("35.3")), 70.8)
    assert (plan.dose_mg, plan.capped) == (Decimal(35), True)


def test_the_cap_for_each_kilogram_holds_too(protocol: Protocol) -> None:
    plan = dose_plan(protocol, 50, 2)
    assert (plan.dose_mg, plan.capped) == (Decimal(50), True)


def test_a_fixed_volume_fixes_the_rate_and_moves_the_concentration(protocol: Protocol) -> None:
    plan = dose_plan(made_up_to(protocol, 100), 70)
    assert (plan.volume_ml, plan.rate_ml_h, plan.concentration_mg_ml) == (Decimal(100), Decimal(150), Decimal("0.35"))


def test_a_second_vial_is_opened_when_one_is_not_enough(protocol: Protocol) -> None:
    draw = dose_plan(with_dose(protocol, cap_mg=Decimal(300)), 240, 1).draws[0]
    assert (draw.draw_ml, draw.vials, draw.left_over_mg) == (Decimal(24), 2, Decimal(160))


@pytest.mark.parametrize("weight", [0, -70, float("nan"), float("inf")])
def test_a_weight_that_is_not_above_nought_is_refused_in_plain_words(protocol: Protocol, weight: float) -> None:
    with pytest.raises(ValueError, match="The weight must be above nought"):
        dose_plan(protocol, weight)


def test_a_dose_that_is_not_above_nought_is_refused(protocol: Protocol) -> None:
    with pytest.raises(ValueError, match="The dose for each kilogram must be above nought"):
        dose_plan(protocol, 70, 0)


def test_a_dose_too_small_to_round_to_anything_is_refused(protocol: Protocol) -> None:
    with pytest.raises(ValueError, match="rounds to nothing"):
        dose_plan(protocol, 0.4)


def test_the_arithmetic_is_shown_line_by_line(protocol: Protocol) -> None:
    assert dose_plan(protocol, 70.5).steps == (
        "Weight 70.5 kg (actual body weight)",
        "70.5 kg × 0.5 mg/kg = 35.25 mg",
        "Caps: 70.5 kg × 1 mg/kg = 70.5 mg, and 80 mg a session",
        "To the nearest 0.5 mg, halves down, never over the lower cap: 35 mg",
        "35 mg ÷ 1 mg/mL = 35 mL",
        "35 mL ÷ 40 min × 60 = 52.5 mL/h",
        "From 10 mg/mL: 35 mg ÷ 10 mg/mL = 3.5 mL",
        "From 50 mg/mL: 35 mg ÷ 50 mg/mL = 0.7 mL",
    )


def test_a_figure_that_had_to_be_rounded_says_so(protocol: Protocol) -> None:
    steps = dose_plan(replace(made_up_to(protocol, 30), minutes=45), 70).steps
    assert "35 mg made up to 30 mL ≈ 1.1667 mg/mL" in steps
    assert "30 mL ÷ 45 min × 60 = 40 mL/h" in steps
