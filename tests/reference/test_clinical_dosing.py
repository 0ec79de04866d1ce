"""The worked doses of the clinical facts, section 3.4: the table of weights, and examples (a), (b) and (c)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from firstlight.clinical.dosing.administration import Administration, delivered_mg, undelivered_mg, waste_mg
from firstlight.clinical.dosing.plan import dose_plan
from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.protocol import Protocol

# kg: (mg, mL of 10 mg/mL, mL of 50 mg/mL, mL/h at 1 mg/mL) at 0.5, 0.75 and 1.0 mg/kg
TABLE = {
    50: [("25", "2.50", "0.50", "37.5"), ("37.5", "3.75", "0.75", "56.25"), ("50", "5.0", "1.0", "75")],
    60: [("30", "3.00", "0.60", "45"), ("45", "4.50", "0.90", "67.5"), ("60", "6.0", "1.2", "90")],
    70: [("35", "3.50", "0.70", "52.5"), ("52.5", "5.25", "1.05", "78.75"), ("70", "7.0", "1.4", "105")],
    80: [("40", "4.00", "0.80", "60"), ("60", "6.00", "1.20", "90"), ("80", "8.0", "1.6", "120")],
    90: [("45", "4.50", "0.90", "67.5"), ("67.5", "6.75", "1.35", "101.25"), ("90", "9.0", "1.8", "135")],
    100: [("50", "5.00", "1.00", "75"), ("75", "7.50", "1.50", "112.5"), ("100", "10.0", "2.0", "150")],
    120: [("60", "6.00", "1.20", "90"), ("90", "9.00", "1.80", "135"), ("120", "12.0", "2.4", "180")],
}
MG_PER_KG = ("0.5", "0.75", "1.0")
ROWS = [(kg, per_kg, row) for kg, rows in TABLE.items() for per_kg, row in zip(MG_PER_KG, rows, strict=True)]


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    return load.parse(load.packaged_text("iv-racemic-0.5-40"))


@pytest.mark.parametrize(("kg", "per_kg", "row"), ROWS)
def test_the_table_of_doses_by_weight(protocol: Protocol, kg: int, per_kg: str, row: tuple[str, ...]) -> None:
    """The table has no cap for one session, so the cap is lifted out of its way here."""
    uncapped = replace(protocol, dose=replace(protocol.dose, cap_mg=Decimal(120)))
    plan = dose_plan(uncapped, kg, Decimal(per_kg))
    mg, of_10, of_50, ml_h = map(Decimal, row)
    draws = {draw.strength_mg_ml: draw.draw_ml for draw in plan.draws}
    assert (plan.dose_mg, draws[Decimal(10)], draws[Decimal(50)], plan.rate_ml_h) == (mg, of_10, of_50, ml_h)
    assert not plan.capped


@pytest.mark.parametrize(("kg", "per_kg", "row"), ROWS)
def test_the_shipped_protocol_gives_the_same_dose_up_to_its_cap(
    protocol: Protocol, kg: int, per_kg: str, row: tuple[str, ...]
) -> None:
    plan = dose_plan(protocol, kg, Decimal(per_kg))
    assert plan.dose_mg == min(Decimal(row[0]), Decimal(80))
    assert plan.capped == (Decimal(row[0]) > 80)


def test_example_a_35_mg_made_up_to_50_ml_runs_at_75_ml_an_hour(protocol: Protocol) -> None:
    fixed = replace(protocol, preparation=replace(protocol.preparation, made_up_by="volume", made_up_to=Decimal(50)))
    plan = dose_plan(fixed, 70)
    assert (plan.dose_mg, plan.draws[0].draw_ml) == (Decimal(35), Decimal("3.5"))
    assert (plan.volume_ml, plan.concentration_mg_ml, plan.rate_ml_h) == (Decimal(50), Decimal("0.7"), Decimal(75))


def test_a_fixed_100_ml_runs_at_150_ml_an_hour(protocol: Protocol) -> None:
    fixed = replace(protocol, preparation=replace(protocol.preparation, made_up_by="volume", made_up_to=Decimal(100)))
    assert dose_plan(fixed, 70).rate_ml_h == 150


def test_example_b_stopped_at_22_minutes_19_25_mg_given_and_15_75_mg_to_waste() -> None:
    start = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    stop = start + timedelta(minutes=22)
    entries = [Administration("rate", start, 52.5, 1), Administration("rate", stop, 0)]
    for later in (stop, stop + timedelta(hours=2)):
        assert str(delivered_mg(entries, later)) == "19.25"
        assert str(undelivered_mg(entries, 35, later)) == "15.75"


def test_example_c_a_200_mg_vial_used_for_35_mg_leaves_165_mg(protocol: Protocol) -> None:
    assert dose_plan(protocol, 70).draws[0].left_over_mg == 165
    assert waste_mg(200, 35, 0) == 165
