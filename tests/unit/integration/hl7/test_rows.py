"""Every row is taken for what it is, and a bad one never costs its neighbours theirs."""

import pytest

from tests.contract.hl7.clinic import feed, feeds, oru, receive, values

GOOD = "OBX|9|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC||97|%|||||F"
ONLY_GOOD = {"spo2": (97.0, "%")}


def row(value: str = "70", status: str = "F", flags: str = "", type_: str = "NM", code: str = "HR") -> str:
    return f"OBX|1|{type_}|{code}||{value}|bpm||{flags}|||{status}"


def test_an_unknown_row_costs_nothing_but_a_word() -> None:
    found = feed(oru("OBX|1|NM|160000^MDC_NEVER_HEARD_OF^MDC||5|x|||||F", GOOD, "OBX|3|ED|Z9^Picture^99V||a^b^c|||||F"))
    assert values(found) == ONLY_GOOD
    assert found.warnings == ("not in the tables: 160000 MDC_NEVER_HEARD_OF, Z9 Picture",)


@pytest.mark.parametrize(
    "value",
    [
        "high",
        "1e2",
        "1_0",
        "7O",
        "0x46",
        "nan",
        "inf",
        "70~71",
        "--70",
        "7.0.0",
        "\uff17\uff10",
        "<40",
        ">200",
        "70/min",
    ],
)
def test_what_is_no_number_is_no_reading(value: str) -> None:
    found = feed(oru(row(value), GOOD))
    assert values(found) == ONLY_GOOD
    assert any("is not a number" in warning for warning in found.warnings)


@pytest.mark.parametrize("value", ["-100", "-10000", "32767", "8388607"])
def test_a_marker_for_no_value_is_no_reading(value: str) -> None:
    found = feed(oru(row(value), GOOD))
    assert values(found) == ONLY_GOOD
    assert any("no possible value" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("value", "read"), [("70", 70.0), ("+70", 70.0), (" 70 ", 70.0), ("70.", 70.0), ("070", 70.0), ("0", 0.0)]
)
def test_a_number_is_read_as_monitors_write_it(value: str, read: float) -> None:
    assert values(feed(oru(row(value))))["pulse"] == (read, "/min")


@pytest.mark.parametrize(
    ("value", "kept"), [("^70", True), ("=^70", True), (">^70", False), ("^70^/^2", False), ("^", False)]
)
def test_a_structured_number_is_read_where_it_is_one_plain_number(value: str, kept: bool) -> None:
    assert ("pulse" in values(feed(oru(row(value, type_="SN"), GOOD)))) is kept


@pytest.mark.parametrize("value", ["", '""'])
def test_no_value_is_not_nought(value: str) -> None:
    found = feed(oru(row(value), GOOD))
    assert values(found) == ONLY_GOOD
    assert found.warnings == ()


@pytest.mark.parametrize("status", ["F", "R", "P", "S", "", "V", "I"])
def test_a_standing_result_is_kept_without_a_word(status: str) -> None:
    found = feed(oru(row(status=status)))
    assert "pulse" in values(found)
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("status", "word"), [("D", "deleted"), ("W", "wrong"), ("X", "not obtained"), ("N", "not asked for")]
)
def test_a_result_taken_back_is_not_kept_and_it_is_said(status: str, word: str) -> None:
    found = feed(oru(row(status=status), GOOD))
    assert values(found) == ONLY_GOOD
    assert any(word in warning for warning in found.warnings)


def test_a_correction_is_kept_and_said() -> None:
    found = feed(oru(row(status="C")))
    assert "pulse" in values(found)
    assert found.warnings == ("HR: 70 corrects an earlier value",)


@pytest.mark.parametrize("flag", ["TEST", "DEMO", "INV", "NAV", "CAL", "H~DEMO"])
def test_a_demonstration_or_a_fault_of_the_probe_is_no_reading(flag: str) -> None:
    assert values(feed(oru(row(flags=flag), GOOD))) == ONLY_GOOD


def test_a_questionable_value_is_kept_and_said_and_a_high_one_just_kept() -> None:
    assert feed(oru(row(flags="QUES"))).warnings == ("HR: 70 is marked questionable",)
    assert feed(oru(row(flags="H"))).warnings == ()


def test_the_figures_of_one_pressure_are_never_mixed_from_two_sources() -> None:
    found = feed(
        oru(
            "OBX|1|NM|150033^MDC_PRESS_BLD_ART_SYS^MDC||141|mmHg|||||R",
            "OBX|2|NM|150034^MDC_PRESS_BLD_ART_DIA^MDC||85|mmHg|||||R",
            "OBX|3|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC||130|mmHg|||||R",
        )
    )
    assert values(found) == {"systolic": (130.0, "mmHg")}
    assert len([warning for warning in found.warnings if "another source is preferred" in warning]) == 2


def test_two_cuff_readings_of_different_times_are_both_kept() -> None:
    sys = "OBX|{}|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC||{}|mmHg|||||R|||{}"
    found = feed(oru(sys.format(1, 130, "20261123195000"), sys.format(2, 128, "20261123195500")))
    assert [reading.value for reading in found.readings] == [130.0, 128.0]


def test_several_requests_keep_their_own_times() -> None:
    found = feed(
        oru(
            "OBX|1|NM|HR||70|bpm|||||F",
            "OBR|2||||||20261123195500",
            "OBX|1|NM|NIBPs||120|mmHg|||||F",
            "OBR|3||||||20261123195959",
            "OBX|1|NM|SpO2||97|%|||||F",
        )
    )
    assert [f"{reading.measured_at:%H:%M:%S}" for reading in found.readings] == ["19:59:30", "19:55:00", "19:59:59"]
    assert f"{found.effective_at:%H:%M:%S}" == "19:59:59"


def test_warnings_are_bounded() -> None:
    found = feed(oru(*[f"OBX|{number}|NM|HR||x{number}|bpm|||||F" for number in range(500)]))
    assert len(found.warnings) == 21
    assert found.warnings[-1] == "and 480 more"


def test_a_row_without_a_request_or_a_patient_is_still_read() -> None:
    (found,) = feeds(b"MSH|^~\\&|M|F|||20261123195930||ORU^R01|1|P|2.4\rOBX|1|NM|HR||70|bpm|||||F\r")
    assert (values(found), found.stated_patient) == ({"pulse": (70.0, "/min")}, "")


def test_short_and_strange_segments_are_survived() -> None:
    found = feed(oru("OBX", "OBX|", "OBX|1|NM", "ZZZ|1", "not a segment", "", "OBR", "PV1", GOOD))
    assert "spo2" in values(found)
    assert "a line that is no segment was passed over" in found.warnings
    assert receive(oru("PID", GOOD))
