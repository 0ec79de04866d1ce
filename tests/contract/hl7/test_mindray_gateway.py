"""Mindray, VS8 and gateway kind: 2.3.1, the number of pressure in general beside the cuff's own name, bare units, a
local time on every row, several beds behind one sender."""

from tests.contract.hl7.clinic import feed, message, receive, times, values


def bed(place: str = "BED07", control_id: str = "204") -> bytes:
    at = "20261123195955"
    return message(
        f"MSH|^~\\&|Mindray|Gateway|||{at}||ORU^R01|{control_id}|P|2.3.1",
        "PID|||M00123||Tester^Tess",
        f"PV1||I|^^{place}",
        f"OBR||||Mindray Monitor|||{at}",
        f"OBX|1|NM|150017^MDC_PRESS_BLD_NONINV_SYS^MDC||118|mmHg|||||F|||{at}",
        f"OBX|2|NM|150018^MDC_PRESS_BLD_NONINV_DIA^MDC||71|mmHg|||||F|||{at}",
        f"OBX|3|NM|150019^MDC_PRESS_BLD_NONINV_MEAN^MDC||87|mmHg|||||F|||{at}",
        f"OBX|4|NM|149530^MDC_PULS_OXIM_PULS_RATE^MDC||72|bpm|||||F|||{at}",
        f"OBX|5|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC||98|%|||||F|||{at}",
        f"OBX|6|NM|151562^MDC_RESP_RATE^MDC||15|rpm|||||F|||{at}",
        f"OBX|7|NM|150344^MDC_TEMP^MDC||36.7|C|||||F|||{at}",
    )


def test_the_readings_are_those_of_the_names() -> None:
    assert values(feed(bed())) == {
        "systolic": (118.0, "mmHg"),
        "diastolic": (71.0, "mmHg"),
        "mean_pressure": (87.0, "mmHg"),
        "pulse": (72.0, "/min"),
        "spo2": (98.0, "%"),
        "resp_rate": (15.0, "/min"),
        "temperature": (36.7, "Cel"),
    }


def test_that_number_and_name_disagree_is_said() -> None:
    disagreeing = [warning for warning in feed(bed()).warnings if "disagree" in warning]
    assert disagreeing == [
        "150017 MDC_PRESS_BLD_NONINV_SYS: number and name disagree; the name is believed",
        "150018 MDC_PRESS_BLD_NONINV_DIA: number and name disagree; the name is believed",
        "150019 MDC_PRESS_BLD_NONINV_MEAN: number and name disagree; the name is believed",
    ]


def test_the_time_of_a_row_is_the_sites() -> None:
    assert feed(bed()).tz_assumed
    assert set(times(feed(bed())).values()) == {"2026-11-23 19:59:55"}


def test_two_beds_of_one_gateway_are_two_monitors() -> None:
    assert feed(bed("BED07")).monitor == "sender:Mindray|Gateway/BED07"
    assert feed(bed("BED08")).monitor == "sender:Mindray|Gateway/BED08"


def test_the_same_control_id_for_ever_still_names_every_message() -> None:
    first, later = feed(bed()), feed(bed().replace(b"195955", b"195956"))
    assert first.control_id == later.control_id == "204"
    assert first.digest != later.digest


def test_its_sign_of_life_is_answered_and_stores_nothing() -> None:
    found = receive(b"MSH|^~\\&|||||||ORU^R01|106|P|2.3.1|\r")
    assert found.feeds == ()  # type: ignore[union-attr]


def test_its_question_for_a_patient_is_refused_by_its_type() -> None:
    found = receive(
        message(
            "MSH|^~\\&|Mindray|Gateway|||20261123195955||QRY^A19|9|P|2.3.1",
            "QRD|20261123195955|D|D|1|||1^RD|M00123|^DEM|^MindrayGateway",
        )
    )
    assert (found.code, found.error) == ("AR", "200")  # type: ignore[union-attr]
