"""The injection under the skin and the nasal spray ship whole, beside the infusion, and are never taken for it."""

import re
from decimal import Decimal

import pytest

from firstlight.clinical.dosing.plan import dose_plan
from firstlight.clinical.monitoring.plan import planned_sets
from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.errors import ProtocolError
from firstlight.clinical.protocol.protocol import DeviceRule, Frequency, Protocol
from tests.unit.clinical.monitoring.test_planned_sets import START, minutes

SC, NASAL, IV = "sc-racemic-0.5-0.9", "nasal-esketamine-28", "iv-racemic-0.5-40"


def test_three_routes_ship_and_the_infusion_comes_first(shipped: dict[str, Protocol]) -> None:
    assert list(shipped) == [IV, NASAL, SC]
    assert [(one.route, one.given_by) for one in shipped.values()] == [
        ("iv", "rate"),
        ("nasal", "spray"),
        ("sc", "bolus"),
    ]


def test_esketamine_and_racemic_ketamine_are_two_drugs(shipped: dict[str, Protocol]) -> None:
    assert {code: one.drug for code, one in shipped.items()} == {
        IV: "ketamine (racemic)",
        NASAL: "esketamine",
        SC: "ketamine (racemic)",
    }


def test_the_injection_is_given_at_once_twice_a_week_for_four_weeks(shipped: dict[str, Protocol]) -> None:
    assert shipped[SC].minutes == 0
    assert shipped[SC].frequency == (Frequency(from_week=1, to_week=4, sessions=2, weeks=1),)


def test_the_injection_is_drawn_from_one_strength_only(shipped: dict[str, Protocol]) -> None:
    preparation = shipped[SC].preparation
    assert preparation is not None
    assert (preparation.made_up_by, preparation.made_up_to, len(preparation.vials)) == ("vial", Decimal(50), 1)


def test_everything_after_the_injection_is_recovery_counted_from_it(shipped: dict[str, Protocol]) -> None:
    sets = planned_sets(shipped[SC], START, START, escorted=True)
    assert minutes(sets) == [0, 10, 20, 30, 40, 55, 70, 85, 100, 120]
    assert {one.phase for one in sets[1:]} == {"recovery"}


def test_the_spray_has_the_published_devices_and_waits(shipped: dict[str, Protocol]) -> None:
    rule = shipped[NASAL].dose
    assert isinstance(rule, DeviceRule)
    assert (rule.mg_per_device, rule.sprays_per_device, rule.mg_per_spray, rule.minutes_between) == (28, 2, 14, 5)
    assert shipped[NASAL].preparation is None


def test_the_spray_is_given_less_and_less_often(shipped: dict[str, Protocol]) -> None:
    assert [(one.from_week, one.to_week, one.sessions, one.weeks) for one in shipped[NASAL].frequency] == [
        (1, 4, 2, 1),
        (5, 8, 1, 1),
        (9, None, 1, 1),
        (9, None, 1, 2),
    ]


def test_pressure_is_taken_about_forty_minutes_after_the_last_device(shipped: dict[str, Protocol]) -> None:
    sets = planned_sets(shipped[NASAL], START, None, escorted=True)
    forty = next(one for one in sets if one.minute == 45)
    assert {"systolic", "diastolic"} <= set(forty.kinds)


@pytest.mark.parametrize("escorted", [True, False])
def test_nobody_leaves_within_two_hours_of_the_spray(shipped: dict[str, Protocol], escorted: bool) -> None:
    gates = shipped[NASAL].leaving_gates
    assert gates.escorted_minutes == gates.unescorted_minutes == 120
    assert planned_sets(shipped[NASAL], START, None, escorted)[-1].minute == 125


def test_pressure_before_the_dose_has_the_same_limits_for_age_by_every_route(shipped: dict[str, Protocol]) -> None:
    limits = {(one.pressure.systolic_above, one.pressure.older_systolic_above) for one in shipped.values()}
    assert limits == {(140, 150)}


@pytest.mark.parametrize("code", [SC, NASAL])
def test_no_limit_asks_to_pause_a_pump_that_is_not_there(shipped: dict[str, Protocol], code: str) -> None:
    asked = [*shipped[code].thresholds, *shipped[code].symptoms]
    assert [one.key for one in asked if re.search(r"\b(pause|pump|turn off|slow)\b", one.action, re.IGNORECASE)] == []


# which file, what is written there, what it is changed to, and what the refusal says
CHANGES = {
    "a racemic spray": (
        NASAL,
        'name = { value = "esketamine"',
        'name = { value = "ketamine (racemic)"',
        "drug.name: the spray is esketamine",
    ),
    "a drug of another name": (SC, 'value = "ketamine (racemic)"', 'value = "ketamine"', "the file says 'ketamine'"),
    "an injection into the nose": (SC, 'value = "sc"', 'value = "nasal"', "the nasal route is not given by bolus"),
    "a rapid injection into a vein": (SC, 'value = "sc"', 'value = "iv"', "the iv route is not given by bolus"),
    "an injection with devices": (
        SC,
        "[preparation.vials]",
        '[devices]\nmg_per_device = { value = 28, unit = "mg", source = "FL", confidence = "proposed" }\n[preparation.vials]',
        "devices.sprays_per_device: this is missing",
    ),
    "an injection that takes forty minutes": (
        SC,
        "[preparation.vials]",
        '[infusion]\nminutes = { value = 40, unit = "min", source = "FL", confidence = "proposed" }\n[preparation.vials]',
        "infusion: a drug given by bolus has no such table; remove it",
    ),
    "a spray without devices": (NASAL, "[devices]", "[device]", "device: no such key here"),
    "two strengths undiluted": (
        SC,
        "[preparation.vials]\n",
        "[preparation.vials]\n"
        'strength_10 = { value = 10, unit = "mg/mL", volume_ml = 20, source = "SPC-K", confidence = "sourced" }\n',
        "preparation.vials: undiluted, the strength must be beyond doubt: name one vial only",
    ),
    "a first dose nobody may have": (
        NASAL,
        "first = { value = 2",
        "first = { value = 1",
        "not one of those in allowed",
    ),
    "devices out of order": (
        NASAL,
        "allowed = { value = [2, 3]",
        "allowed = { value = [3, 2]",
        "devices.allowed: list the numbers of devices from low to high",
    ),
    "a device of nothing": (NASAL, "mg_per_device = { value = 28", "mg_per_device = { value = 0", "above nought"),
    "a set during an injection": (
        SC,
        'phase = "recovery"\nminutes = [10, 20, 30]\ncounted_from = "end"',
        'phase = "giving"\nminutes = [10, 20, 30]\ncounted_from = "start"',
        "a set counted from the start must be before minute 0",
    ),
    "a cannula for an injection under the skin": (
        SC,
        "[leaving_gates.walking]",
        '[leaving_gates.cannula_out]\nlabel = "x"\nmet_when = "x"\noverride = "none"\nsource = "FL"\n'
        'confidence = "proposed"\n[leaving_gates.walking]',
        "leaving_gates.cannula_out: no such key here: this route has no cannula",
    ),
    "a ladder that falls": (
        SC,
        "[0.5, 0.6, 0.75, 0.9]",
        "[0.5, 0.75, 0.6, 0.9]",
        "each step must be above the one before",
    ),
    "a ladder above the cap": (SC, "[0.5, 0.6, 0.75, 0.9]", "[0.5, 1.0]", "above the highest dose for each kilogram"),
    "a dose that is no step": (
        SC,
        "[0.5, 0.6, 0.75, 0.9]",
        "[0.6, 0.9]",
        "the dose for each kilogram is not one of these",
    ),
    "weeks that run backwards": (SC, "to_week = 4", "to_week = 0", "frequency.0.to_week"),
    "a last week before the first": (NASAL, "to_week = 8", "to_week = 4", "this week comes before the first"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_file_that_mixes_routes_or_drugs_is_refused(what: str) -> None:
    code, written, changed, reason = CHANGES[what]
    text = load.packaged_text(code)
    assert written in text, "the shipped file no longer holds what this test changes"
    with pytest.raises(ProtocolError, match=re.escape(reason)):
        load.parse(text.replace(written, changed, 1))


def test_a_file_may_leave_the_ladder_of_doses_out() -> None:
    text = re.sub(r"(ladder_mg_per_kg|step_up_below_percent) = .*\n", "", load.packaged_text(SC))
    rule = load.parse(text).dose
    assert not isinstance(rule, DeviceRule)
    assert (rule.ladder_mg_per_kg, rule.step_up_below_percent) == ((), None)


def refused(text: str) -> str:
    with pytest.raises(ProtocolError) as refusal:
        load.parse(text)
    return str(refusal.value)


def without(text: str, table: str) -> str:
    """The file without one table."""
    return re.sub(rf"^\[{re.escape(table)}\]\n(?:(?!\[|#).*\n)*", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("code", "table", "by"), [(IV, "infusion", "rate"), (SC, "preparation.vials", "bolus"), (NASAL, "devices", "spray")]
)
def test_a_file_that_leaves_out_what_its_route_needs_is_refused(code: str, table: str, by: str) -> None:
    name = table.split(".")[0]
    said = f"{name}: this is missing; add it, because the drug is given by {by}"
    assert said in refused(without(load.packaged_text(code), table))


def test_an_intravenous_drug_always_asks_whether_the_cannula_is_out() -> None:
    said = refused(without(load.packaged_text(IV), "leaving_gates.cannula_out"))
    assert "leaving_gates.cannula_out: this is missing; add it: an intravenous drug leaves a cannula" in said


def test_a_pump_never_gives_the_drug_undiluted() -> None:
    undiluted = re.sub(r"(concentration_mg_ml|diluent|strength_10) = .*\n", "", load.packaged_text(IV))
    assert "preparation.diluent: this is missing; add it: a pump never gives the drug undiluted" in refused(undiluted)


def test_an_injection_may_be_made_up_as_well() -> None:
    made_up = load.packaged_text(SC).replace(
        "[preparation.vials]",
        "[preparation]\n"
        'concentration_mg_ml = { value = 10, unit = "mg/mL", source = "FL", confidence = "proposed" }\n'
        'diluent = { value = "sodium chloride 0.9 %", source = "FL", confidence = "proposed" }\n[preparation.vials]',
    )
    plan = dose_plan(load.parse(made_up), 70)
    assert (plan.volume_ml, plan.rate_ml_h) == (Decimal("3.5"), None)
    assert plan.steps[-2:] == ("35 mg ÷ 10 mg/mL = 3.5 mL", "From 50 mg/mL: 35 mg ÷ 50 mg/mL = 0.7 mL")
