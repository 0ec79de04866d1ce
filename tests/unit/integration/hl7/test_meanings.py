"""Rows are understood by number and name together, and a site can teach its own."""

from pathlib import Path

import pytest

from firstlight.integration.hl7.delimiters import STANDARD, Delimiters
from firstlight.integration.hl7.meanings import MOST_REMEMBERED, Meanings
from firstlight.integration.hl7.message import Site
from firstlight.integration.hl7.tables import NOT_KEPT, TableError, load_tables
from tests.contract.hl7.clinic import SITE, feed, oru, values

MEANINGS = SITE.meanings


@pytest.mark.parametrize(
    ("identifier", "kind"),
    [
        ("150021^MDC_PRESS_BLD_NONINV_SYS^MDC", "systolic"),
        ("150021^^MDC", "systolic"),
        ("^MDC_PRESS_BLD_NONINV_SYS^MDC", "systolic"),
        ("MDC_PRESS_BLD_NONINV_SYS^^MDC", "systolic"),
        ("0002-4a05^^MDIL", "systolic"),
        ("0002-4A05^Pression art\u00e9rielle^MDIL", "systolic"),
        ("8480-6^Systolic blood pressure^LN", "systolic"),
        ("8867-4^^LOINC", "pulse"),
        ("271649006^^SCT", "systolic"),
        ("150456^^urn:iso:std:iso:11073:10101", "spo2"),
        ("99^NIBP-Sys^99VENDOR", "systolic"),
        ("SpO\u2082", "spo2"),
        ("HR", "pulse"),
        ("LOCAL1^unheard of^99V^150344^MDC_TEMP^MDC", "temperature"),
        ("151708^MDC_AWAY_CO2_ET^MDC", "etco2"),
    ],
)
def test_a_known_row_has_its_kind(identifier: str, kind: str) -> None:
    assert MEANINGS.of(identifier, "", STANDARD).kind == kind


@pytest.mark.parametrize(
    "identifier",
    [
        "150021^MDC_PRESS_BLD_ART_PULM_SYS^MDC",  # a known number under the name of another pressure
        "150456^Glucose^99LAB",  # an MDC number in a system that is not MDC
        "MDC_PRESS_BLD_VEN_CENT_MEAN",
        "718-7^Hemoglobin^LN",
        "^^",
        "",
    ],
)
def test_what_is_not_known_is_not_guessed(identifier: str) -> None:
    assert MEANINGS.of(identifier, "mmHg", STANDARD).kind == ""


def test_known_and_not_kept_is_not_unknown() -> None:
    assert MEANINGS.of("148066^MDC_ECG_V_P_C_RATE^MDC", "", STANDARD).kind == NOT_KEPT


def test_the_name_is_believed_over_the_number_and_it_is_said() -> None:
    meaning = MEANINGS.of("150456^MDC_TEMP^MDC", "C", STANDARD)
    assert meaning.kind == "temperature"
    assert "disagree" in meaning.warning


def test_a_number_without_its_system_is_read_and_said() -> None:
    meaning = MEANINGS.of("150456", "%", STANDARD)
    assert (meaning.kind, "no coding system" in meaning.warning) == ("spo2", True)


@pytest.mark.parametrize(
    ("kind", "value", "unit", "expected"),
    [
        ("NIBPs", "16", "kPa", (120.01, "mmHg")),
        ("NIBPs", "120", "MMHG", (120.0, "mmHg")),
        ("NIBPs", "120", "x^mm[Hg]^UCUM", (120.0, "mmHg")),
        ("Temp", "98.6", "[degF]", (37.0, "Cel")),
        ("Temp", "310.15", "K", (37.0, "Cel")),
        ("Temp", "36.6", "\u00baC", (36.6, "Cel")),
        ("Temp", "98.6", "268224^MDC_DIM_FAHR^MDC", (37.0, "Cel")),  # a wrong number beside the right name
        ("etCO2", "38", "mmHg", (5.07, "kPa")),
        ("etCO2", "5.1", "265987^MDC_DIM_KILO_PASCAL^MDC", (5.1, "kPa")),
        ("HR", "71", "{beats}/min", (71.0, "/min")),
        ("RR", "14", "breaths/min", (14.0, "/min")),
        ("Weight", "154", "lb", (69.85, "kg")),
        ("Weight", "70000", "g", (70.0, "kg")),
        ("Height", "1.75", "m", (175.0, "cm")),
        ("Height", "69", "[in_i]", (175.26, "cm")),
        ("SpO2", "97", "262688", (97.0, "%")),
        ("HR", "71", "0004-0aa0", (71.0, "/min")),
    ],
)
def test_every_unit_becomes_the_clinics(kind: str, value: str, unit: str, expected: tuple[float, str]) -> None:
    (reading,) = values(feed(oru(f"OBX|1|NM|{kind}||{value}|{unit}|||||F"))).values()
    assert reading == expected


@pytest.mark.parametrize(
    ("kind", "value", "unit", "why"),
    [
        ("NIBPs", "120", "parsec", "not known"),
        ("SpO2", "97", "mmHg", "does not measure this"),
        ("Weight", "70", "", "no unit is stated"),
        ("etCO2", "5.1", "", "no unit is stated"),
        ("NIBPs", "16", "", "no possible value"),  # without a unit it may be kilopascals
    ],
)
def test_a_value_in_a_doubtful_unit_is_not_kept_and_it_is_said(kind: str, value: str, unit: str, why: str) -> None:
    found = feed(oru(f"OBX|1|NM|{kind}||{value}|{unit}|||||F"))
    assert found.readings == ()
    assert any(why in warning for warning in found.warnings)


def test_a_site_teaches_its_own_codes_and_units(tmp_path: Path) -> None:
    own = tmp_path / "site.toml"
    own.write_text(
        'codes = [{ system = "99ORION", code = "N1", name = "Druck oben", kind = "systolic", source = "cuff" }]\n'
        'units = [{ name = "torr", dimension = "pressure", factor = 1.0 }]\n'
        'not_kept = ["Orion battery"]\n'
    )
    site = Site(Meanings(load_tables(own)))
    rows = ("OBX|1|NM|N1^^99ORION||121|Torr|||||F", "OBX|2|NM|N9^Orion battery^99ORION||80|%|||||F")
    assert values(feed(oru(*rows), site=site)) == {"systolic": (121.0, "mmHg")}
    assert feed(oru(*rows), site=site).warnings == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("codes = [", "site.toml"),
        ('codes = [{ system = "X", code = "1", kind = "blood", source = "cuff" }]', "row 1 of codes"),
        ('codes = [{ system = "X", code = "1", kind = "pulse" }]', "source"),
        ('units = [{ name = "torr", dimension = "sound", factor = 1 }]', "row 1 of units"),
        ('codes = "none"', "must be a list"),
    ],
)
def test_a_bad_site_file_is_refused_with_its_row_and_reason(tmp_path: Path, text: str, told: str) -> None:
    own = tmp_path / "site.toml"
    own.write_text(text)
    with pytest.raises(TableError, match=told):
        load_tables(own)


def test_a_missing_site_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="nowhere.toml"):
        load_tables(tmp_path / "nowhere.toml")


def test_a_sender_of_endless_inventions_does_not_fill_the_memory() -> None:
    meanings = Meanings(load_tables())
    for number in range(MOST_REMEMBERED + 10):
        meanings.of(f"invention {number}", "", STANDARD)
    assert len(meanings._remembered) <= MOST_REMEMBERED
    assert meanings.of("HR", "bpm", Delimiters()).kind == "pulse"
