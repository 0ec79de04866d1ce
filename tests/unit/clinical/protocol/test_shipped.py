"""The shipped protocol is whole, and each of its values says where it comes from."""

from decimal import Decimal

import pytest

from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.protocol import DoseRule, Protocol
from firstlight.clinical.scales.news2 import PARAMETERS


def test_the_intravenous_protocol_ships() -> None:
    assert "iv-racemic-0.5-40" in load.packaged()


@pytest.mark.parametrize("code", load.packaged())
def test_every_shipped_file_is_read_and_named_after_its_code(code: str) -> None:
    assert load.parse(load.packaged_text(code)).code == code


def test_a_code_that_does_not_ship_is_refused() -> None:
    with pytest.raises(KeyError):
        load.packaged_text("../secrets")


@pytest.mark.parametrize("code", load.packaged())
def test_every_value_names_a_source_that_is_listed(code: str) -> None:
    known = load.sources()
    named = {key.strip() for value in load.parse(load.packaged_text(code)).values() for key in value.source.split(",")}
    assert named - known.keys() == set()


def test_the_dose_is_the_published_one(protocol: Protocol) -> None:
    assert (protocol.route, protocol.minutes, protocol.licence) == ("iv", 40, "off-label")
    assert isinstance(protocol.dose, DoseRule)
    assert protocol.preparation is not None
    assert protocol.dose.mg_per_kg == Decimal("0.5")
    assert protocol.preparation.made_up_by == "concentration"
    assert protocol.preparation.made_up_to == 1
    assert [vial.content_mg for vial in protocol.preparation.vials] == [200, 500]


def test_a_missing_set_is_amber_at_two_minutes_and_urgent_at_five(protocol: Protocol) -> None:
    assert (protocol.timing.amber_minutes, protocol.timing.urgent_minutes) == (2, 5)


def test_every_value_has_words_a_source_and_its_own_line(text: str, protocol: Protocol) -> None:
    lines = text.split("\n")
    for value in protocol.values():
        assert value.label
        assert value.value
        assert value.source
        assert lines[value.line - 1].strip(), value.path


def test_a_value_is_found_on_the_line_it_stands_on(text: str, protocol: Protocol) -> None:
    cap = next(value for value in protocol.values() if value.path == "dose.cap_mg")
    assert text.split("\n")[cap.line - 1].startswith("cap_mg = ")
    assert (cap.value, cap.unit, cap.confidence) == ("80", "mg", "proposed")


def test_no_two_values_share_a_path(protocol: Protocol) -> None:
    paths = [value.path for value in protocol.values()]
    assert len(paths) == len(set(paths))


def test_remembered_and_proposed_values_need_approval_and_no_others(protocol: Protocol) -> None:
    needing = {value.path for value in protocol.needing_approval()}
    assert "dose.mg_per_kg" not in needing
    assert {"dose.cap_mg", "preparation.concentration_mg_ml", "thresholds.systolic_urgent"} <= needing
    assert needing == {value.path for value in protocol.values() if value.confidence in ("recall", "proposed")}


def test_a_pressure_of_180_over_110_is_urgent_though_early_warning_scores_it_nought(protocol: Protocol) -> None:
    limits = {limit.key: limit for limit in protocol.thresholds}
    assert (limits["systolic_urgent"].compare, limits["systolic_urgent"].value) == (">=", Decimal(180))
    assert (limits["diastolic_urgent"].compare, limits["diastolic_urgent"].value) == (">=", Decimal(110))
    assert limits["systolic_urgent"].level == limits["diastolic_urgent"].level == "urgent"
    assert limits["systolic_urgent"].label == "Systolic 180 mmHg or above"


def test_the_words_of_a_limit_are_made_from_its_figures(text: str) -> None:
    sterner = load.parse(
        text.replace('measure = "rise", compare = ">", value = 30', 'measure = "rise", compare = ">", value = 25')
    )
    labels = {limit.key: limit.label for limit in sterner.thresholds}
    assert labels["systolic_rise"] == "Systolic rise above 25 mmHg"
    assert labels["spo2_amber"] == "SpO2 below 93 % for 1 min"
    assert labels["moaas_pause"] == "MOAA/S 3 or below"


def test_dissociation_has_no_stop_line(protocol: Protocol) -> None:
    assert not [limit for limit in protocol.thresholds if limit.kind == "cadss6"]


def test_chest_pain_stops_the_session_at_any_pressure(protocol: Protocol) -> None:
    pain = next(symptom for symptom in protocol.symptoms if symptom.key == "chest_pain")
    assert (pain.level, pain.action) == ("urgent", "Stop; emergency call")


def test_a_volume_can_be_fixed_instead_of_a_concentration(text: str) -> None:
    fixed = load.parse(
        text.replace('concentration_mg_ml = { value = 1, unit = "mg/mL"', 'total_volume_ml = { value = 50, unit = "mL"')
    )
    assert (fixed.preparation.made_up_by, fixed.preparation.made_up_to) == ("volume", Decimal(50))


@pytest.mark.parametrize("code", load.packaged())
def test_no_two_values_of_any_shipped_file_share_a_path_and_each_has_its_words(code: str) -> None:
    values = load.parse(load.packaged_text(code)).values()
    assert len({value.path for value in values}) == len(values)
    assert all(value.label and value.value for value in values)


@pytest.mark.parametrize("code", load.packaged())
def test_every_file_asks_somebody_in_the_end_and_everyone_last(code: str) -> None:
    rules = load.parse(load.packaged_text(code)).prompts
    for ladder in (rules.amber, rules.urgent):
        assert ladder[-1].ask == "everyone"
        assert [step.after_minutes for step in ladder] == sorted({step.after_minutes for step in ladder})
    assert rules.urgent[-1].after_minutes < rules.amber[-1].after_minutes


def test_the_high_pressures_that_news2_does_not_see_ask_for_closer_observations(protocol: Protocol) -> None:
    closely = {one.key for one in protocol.thresholds if one.observe_closely}
    assert {"systolic_amber", "diastolic_amber", "systolic_rise", "diastolic_rise", "moaas_observe"} <= closely
    assert protocol.closer.observe_every_minutes == 5
    assert {"systolic", "diastolic"} <= set(protocol.closer.kinds)


def test_a_full_set_holds_all_that_news2_needs(protocol: Protocol) -> None:
    full = [row for row in protocol.observations if "temperature" in row.kinds]
    assert full
    assert all(set(PARAMETERS) <= set(row.kinds) for row in full)


def test_a_limit_holds_for_its_ages_and_its_part_of_the_session_only(text: str) -> None:
    older = text.replace(
        'kind = "systolic", compare = ">", value = 160',
        'kind = "systolic", from_age = 65, below_age = 80, phases = ["recovery"], compare = ">", value = 160',
    )
    limit = next(one for one in load.parse(older).thresholds if one.key == "systolic_amber")
    assert limit.label == "Systolic above 160 mmHg, from age 65, below age 80, in recovery"
    assert [age for age in (64, 65, 79, 80) if limit.holds("recovery", age)] == [65, 79]
    assert not limit.holds("giving", 70)


def test_a_limit_holds_while_giving_and_in_recovery_at_every_age_unless_it_says_otherwise(protocol: Protocol) -> None:
    for limit in protocol.thresholds:
        assert limit.holds("giving", 18)
        assert limit.holds("recovery", 90)
        assert not limit.holds("before", 50)


def waiting(text: str) -> set[str]:
    return {value.path for value in load.parse(text).needing_approval()}


def test_a_figure_changed_beside_its_source_is_no_longer_sourced_and_needs_approval(text: str) -> None:
    changed = text.replace("systolic_above = { value = 140", "systolic_above = { value = 150", 1)
    assert waiting(changed) - waiting(text) == {"pressure.systolic_above"}


def test_a_proposed_figure_called_sourced_needs_approval_as_before(text: str) -> None:
    bolder = text.replace(
        'cap_mg = { value = 80, unit = "mg", source = "FL", confidence = "proposed" }',
        'cap_mg = { value = 80, unit = "mg", source = "FL", confidence = "sourced" }',
    )
    assert waiting(bolder) == waiting(text)


def test_moving_a_sourced_value_in_the_file_asks_nobody_anything(text: str) -> None:
    assert waiting("# a new first line\n" + text) == waiting(text)


def test_every_value_of_a_clinics_own_protocol_needs_approval(text: str, protocol: Protocol) -> None:
    own = text.replace('code = "iv-racemic-0.5-40"', 'code = "our-own"')
    assert waiting(own) == {value.path for value in protocol.values()}
