"""A protocol file that cannot be trusted is refused, with the line and what to do, and with every fault at once."""

import re

import pytest

from firstlight.clinical.protocol import load
from firstlight.clinical.protocol.errors import ProtocolError

# what is written in the file, what it is changed to, and what the refusal says
CHANGES = {
    "words for a figure": (
        "cap_mg = { value = 80",
        'cap_mg = { value = "80"',
        "dose.cap_mg.value: this must be a number",
    ),
    "true for a figure": (
        "cap_mg = { value = 80",
        "cap_mg = { value = true",
        "dose.cap_mg.value: this must be a number",
    ),
    "no number at all": ("cap_mg = { value = 80", "cap_mg = { value = nan", "dose.cap_mg.value: this must be a number"),
    "a dose below nought": (
        "cap_mg = { value = 80",
        "cap_mg = { value = -80",
        "dose.cap_mg.value: this must not be below 0",
    ),
    "a cap of nought": ("cap_mg = { value = 80", "cap_mg = { value = 0", "dose.cap_mg: this must be above nought"),
    "a part of a minute": (
        "minutes = { value = 40",
        "minutes = { value = 40.5",
        "infusion.minutes.value: this must be a whole number",
    ),
    "no time at all": ("minutes = { value = 40", "minutes = { value = 0", "the infusion must last at least 1 minute"),
    "micrograms": (
        'mg_per_kg = { value = 0.5, unit = "mg/kg"',
        'mg_per_kg = { value = 0.5, unit = "mcg/kg"',
        "dose.mg_per_kg: the unit must be mg/kg; the file says mcg/kg",
    ),
    "a cap below the dose": (
        "cap_mg_per_kg = { value = 1.0",
        "cap_mg_per_kg = { value = 0.4",
        "dose.cap_mg_per_kg: the cap of 0.4 mg/kg is below the dose of 0.5 mg/kg",
    ),
    "a step above the cap": (
        "round_to_mg = { value = 0.5",
        "round_to_mg = { value = 90",
        "the rounding step is above the highest dose",
    ),
    "no source": (
        'diluent = { value = "sodium chloride 0.9 %", source = "FL",',
        'diluent = { value = "x",',
        "preparation.diluent.source: this is missing",
    ),
    "an empty source": ('0.9 %", source = "FL"', '0.9 %", source = " "', "preparation.diluent.source: this is empty"),
    "no confidence": (
        'volume_ml = 20, source = "SPC-K", confidence = "sourced"',
        'volume_ml = 20, source = "SPC-K"',
        "strength_10.confidence: this is missing",
    ),
    "a vial of nothing": (
        '{ value = 10, unit = "mg/mL"',
        '{ value = 0, unit = "mg/mL"',
        "strength_10.value: this must be above 0",
    ),
    "too little confidence": (
        'unit = "mg/mL", source = "FL", confidence = "recall"',
        'unit = "mg/mL", source = "FL", confidence = "recall-low"',
        "the file says 'recall-low'",
    ),
    "a bare figure": (
        'cap_mg = { value = 80, unit = "mg", source = "FL", confidence = "proposed" }',
        "cap_mg = 80",
        "dose.cap_mg: write it as a table with value, unit (for figures), source and confidence",
    ),
    "both ways of making up": (
        "[preparation.vials]",
        'total_volume_ml = { value = 50, unit = "mL", source = "FL", confidence = "proposed" }\n[preparation.vials]',
        "give one of concentration_mg_ml and total_volume_ml, not both",
    ),
    "no way of making up": (
        "concentration_mg_ml = {",
        "# concentration_mg_ml = {",
        "preparation: give one of concentration_mg_ml",
    ),
    "made up to nothing": (
        "concentration_mg_ml = { value = 1",
        "concentration_mg_ml = { value = 0",
        "concentration_mg_ml: this must be above nought",
    ),
    "an unknown observation": (
        'kinds = ["pulse", "spo2", "moaas"]',
        'kinds = ["pulse", "mood"]',
        "the file says 'mood'",
    ),
    "half a pressure": (
        'kinds = ["pulse", "spo2", "moaas"]',
        'kinds = ["pulse", "systolic"]',
        "a pressure needs both systolic and diastolic",
    ),
    "an observation twice": (
        'kinds = ["pulse", "spo2", "moaas"]',
        'kinds = ["pulse", "pulse"]',
        "an observation is named twice",
    ),
    "minutes out of order": (
        "minutes = [10, 20, 30]",
        "minutes = [10, 30, 20]",
        "minute 20 comes after minute 30: minutes must increase",
    ),
    "the same minute twice": ("minutes = [10, 20, 30]", "minutes = [5, 20, 30]", "minute 5 comes after minute 5"),
    "a set past the end": (
        "minutes = [10, 20, 30]",
        "minutes = [10, 20, 40]",
        "a set counted from the start must be before minute 40",
    ),
    "a set before that comes after": (
        'phase = "before"\nminutes = [0]',
        'phase = "before"\nminutes = [3]',
        "the set before the start has minutes = [0], counted from the start",
    ),
    "minutes that are no list": (
        "minutes = [10, 20, 30]",
        "minutes = 10",
        "observations.2.minutes: this must be a list in square brackets",
    ),
    "urgent before amber": (
        "urgent_minutes = { value = 5",
        "urgent_minutes = { value = 2",
        "a set must turn urgent later than it turns amber",
    ),
    "sets without a pause": (
        "repeat_minutes = { value = 10",
        "repeat_minutes = { value = 0",
        "sets must be at least 1 minute apart",
    ),
    "refusing below the limit": (
        "refuse_systolic_from = { value = 160",
        "refuse_systolic_from = { value = 150",
        "pressure.refuse_systolic_from: this must be above the systolic limit for every age",
    ),
    "a limit in the wrong unit": (
        'value = 93, unit = "%"',
        'value = 93, unit = "kPa"',
        "the unit of spo2 is %; the file says kPa",
    ),
    "an unknown gate": ("[start_gates.staff]", "[start_gates.rota]", "start_gates.rota: no such key here"),
    "a gate left out": ("[start_gates.staff]", "[start_gates.rota]", "start_gates.staff: this is missing; add it"),
    "a gate that nothing opens": ("met = true", "met = false", "at least one answer must meet the gate"),
    "a figure for yes": ("met = true", "met = 1", "this must be true or false"),
    "a pressure gate anyone may pass": (
        'Within the limits for age, or a recorded decision to go on"\noverride = "none"',
        'Within the limits for age, or a recorded decision to go on"\noverride = "clinician"',
        "start_gates.blood_pressure.override: this must be 'none'; the file says 'clinician'",
    ),
    "more identifiers than there are": (
        "needed = { value = 2",
        "needed = { value = 5",
        "at most the number of identifiers listed",
    ),
    "alone is shorter": (
        "unescorted_minutes = { value = 120",
        "unescorted_minutes = { value = 30",
        "going home alone must not be the shorter stay",
    ),
    "a misspelt key": (
        "[follow_up]",
        "spelling = 1\n[follow_up]",
        "spelling: no such key here; check the spelling or remove it",
    ),
    "words in place of a table": ("[symptoms]", "[symptom]", "symptoms: this is missing"),
    "a syringe without a diluent": (
        'diluent = { value = "sodium chloride 0.9 %", source = "FL", confidence = "recall" }',
        "",
        "preparation.diluent: this is missing",
    ),
    "a pump given undiluted from two vials": (
        'concentration_mg_ml = { value = 1, unit = "mg/mL", source = "FL", confidence = "recall" }\n'
        'diluent = { value = "sodium chloride 0.9 %", source = "FL", confidence = "recall" }',
        "",
        "undiluted, the strength must be beyond doubt",
    ),
    "an infusion without its length": ("[infusion]", "[infusions]", "infusions: no such key here"),
    "a date for words": (
        'title = "IV racemic ketamine 0.5 mg/kg over 40 minutes"',
        "title = 2026-11-23",
        "title: this must be words in quotes",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_bad_file_is_refused_with_the_reason(text: str, what: str) -> None:
    written, changed, reason = CHANGES[what]
    assert written in text, "the shipped file no longer holds what this test changes"
    with pytest.raises(ProtocolError, match=re.escape(reason)):
        load.parse(text.replace(written, changed))


def test_the_line_of_a_fault_is_the_line_in_the_file(text: str) -> None:
    changed = text.replace("cap_mg = { value = 80", "cap_mg = { value = -80")
    with pytest.raises(ProtocolError) as refused:
        load.parse(changed)
    assert changed.split("\n")[refused.value.line - 1].startswith("cap_mg = { value = -80")
    assert refused.value.reason.startswith("dose.cap_mg.value")
    assert str(refused.value).startswith(f"line {refused.value.line}: ")


def test_every_fault_is_told_at_once_in_the_order_of_the_file(text: str) -> None:
    changed = (
        text.replace("cap_mg_per_kg = { value = 1.0", "cap_mg_per_kg = { value = 0.4")
        .replace("cap_mg = { value = 80", "cap_mg = { value = 0")
        .replace("urgent_minutes = { value = 5", "urgent_minutes = { value = 1")
        .replace("[start_gates.staff]", "[start_gates.rota]")
    )
    with pytest.raises(ProtocolError) as refused:
        load.parse(changed)
    told = "\n".join(fault.reason for fault in refused.value.faults)
    for path in (
        "dose.cap_mg_per_kg",
        "dose.cap_mg:",
        "timing.urgent_minutes",
        "start_gates.rota",
        "start_gates.staff",
    ):
        assert path in told
    assert [fault.line for fault in refused.value.faults] == sorted(fault.line for fault in refused.value.faults)


@pytest.mark.parametrize(("bad", "line"), [("code = 'a'\ncode = \n", 2), ("a = [1,\n2\n", 3), ("a = 1\na = 2\n", 2)])
def test_a_file_that_is_not_toml_is_refused_with_its_line(bad: str, line: int) -> None:
    with pytest.raises(ProtocolError, match="cannot be read as TOML") as refused:
        load.parse(bad)
    assert refused.value.line == line
