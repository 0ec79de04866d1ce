"""An impossible value is refused, an unlikely one is asked about once, and what was typed is always kept."""

from decimal import Decimal

import pytest

from firstlight.clinical.kinds import IN_WORDS, KINDS, Kind
from firstlight.clinical.monitoring import load
from firstlight.clinical.monitoring.bounds import Accepted, Refused, Unlikely, check_set, check_value


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("systolic", "128", "128"),
        ("diastolic", " 82 ", "82"),
        ("temperature", "36.8", "36.8"),
        ("spo2", "100", "100"),
        ("moaas", "5", "5"),
        ("cadss6", "24", "24"),
        ("weight", "70.5", "70.5"),
    ],
)
def test_an_everyday_value_is_accepted_as_typed(kind: Kind, text: str, value: str) -> None:
    assert check_value(kind, text) == Accepted(Decimal(value), text)


def test_an_unlikely_pulse_is_asked_about() -> None:
    assert check_value("pulse", "188") == Unlikely(Decimal(188), "Pulse 188. Is that right?", "188")


@pytest.mark.parametrize(("kind", "text"), [("moaas", "2"), ("spo2", "86"), ("temperature", "34.5"), ("weight", "210")])
def test_a_possible_but_rare_value_is_never_refused(kind: Kind, text: str) -> None:
    assert isinstance(check_value(kind, text), Unlikely)


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("spo2", "101", "SpO2 must be a number from 50 to 100 %."),
        ("pulse", "700", "Pulse must be a number from 20 to 250 /min."),
        ("moaas", "6", "MOAA/S must be a number from 0 to 5."),
        ("cadss6", "25", "CADSS-6 must be a number from 0 to 24."),
        ("temperature", "368", "Temperature must be a number from 30 to 43 °C."),
        ("pulse", "", "Pulse must be a number"),
        ("pulse", "seventy", "Pulse must be a number"),
        ("pulse", "-70", "Pulse must be a number"),
        ("pulse", "7e1", "Pulse must be a number"),
        ("pulse", "٧٢", "Pulse must be a number"),
        ("temperature", "36,8", "Temperature must be a number"),
        ("pulse", "72.5", "Pulse is a whole number."),
        ("temperature", "36.85", "Temperature takes one figure after the point."),
        ("consciousness", "X", "Consciousness is one letter: A (alert), C (new confusion)"),
        ("consciousness", "", "Consciousness is one letter"),
    ],
)
def test_an_impossible_value_is_refused_with_its_reason_and_the_typed_text_is_kept(
    kind: Kind, text: str, reason: str
) -> None:
    answer = check_value(kind, text)
    assert isinstance(answer, Refused)
    assert answer.reason.startswith(reason)
    assert answer.text == text


@pytest.mark.parametrize("text", ["A", "c", " V ", "p", "U"])
def test_consciousness_is_a_letter_of_acvpu_in_either_case(text: str) -> None:
    assert check_value("consciousness", text) == Accepted(text.strip().upper(), text)


def test_a_set_without_a_pressure_has_no_fault() -> None:
    assert check_set({"pulse": Decimal(72), "consciousness": "A"}) == ()


def test_a_pressure_in_order_has_no_fault() -> None:
    assert check_set({"systolic": Decimal(128), "diastolic": Decimal(82)}) == ()


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"systolic": Decimal(128)}, "diastolic", "needs both"),
        ({"diastolic": Decimal(82)}, "systolic", "needs both"),
        ({"systolic": Decimal(82), "diastolic": Decimal(128)}, "diastolic", "below the systolic"),
        ({"systolic": Decimal(90), "diastolic": Decimal(90)}, "diastolic", "below the systolic"),
    ],
)
def test_a_pressure_that_cannot_be_is_shown_at_the_field_to_look_at(
    values: dict[Kind, Decimal | str], field: str, words: str
) -> None:
    (fault,) = check_set(values)
    assert fault.kind == field
    assert words in fault.reason


def test_every_kind_has_bounds_with_a_source_and_a_span_that_holds_the_unlikely_one() -> None:
    assert tuple(load.bounds()) == KINDS
    for bound in load.bounds().values():
        assert bound.source
        assert bound.confidence in ("sourced", "derived", "recall", "proposed")
        if bound.kind not in IN_WORDS:
            assert bound.hard_low is not None
            assert bound.soft_low is not None
            assert bound.soft_high is not None
            assert bound.hard_high is not None
            assert bound.hard_low <= bound.soft_low < bound.soft_high <= bound.hard_high


def test_a_bounds_file_without_a_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        load.parse("kind,decimals,hard_low,hard_high,soft_low,soft_high,source,confidence\n")


@pytest.mark.parametrize(("typed", "kept"), [("air", "air"), ("Air ", "air"), ("O2", "oxygen"), ("oxygen", "oxygen")])
def test_what_the_person_breathes_is_air_or_oxygen(typed: str, kept: str) -> None:
    assert check_value("oxygen", typed) == Accepted(kept, typed)


@pytest.mark.parametrize("typed", ["2", "28 %", "none", ""])
def test_anything_else_breathed_is_refused_and_kept(typed: str) -> None:
    assert check_value("oxygen", typed) == Refused("Write air or oxygen.", typed)
