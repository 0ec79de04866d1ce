"""GE, B40 kind: PCD-01 in 2.6, device rows marked X, time only in OBR-7, the instrument on every row, answers NE|AL."""

from firstlight.integration.hl7.acknowledgement import accepted
from tests.contract.hl7.clinic import EVENING, SUMMER, feed, message, receive, times, values

DEVICE = "080019FFFE0B4020^B40_GE"


def periodic(at: str = "20261123195958") -> bytes:
    """Electrodes, finger, chest, cuff and an arterial line, as this maker sends them."""
    return message(
        f"MSH|^~\\&|VSP^080019FFFE0B4020^EUI-64|GE Healthcare|||{at}||ORU^R01^ORU_R01|0040971|P|2.6|||NE|AL||UNICODE UTF-8"
        "|||PCD_DEC_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO",
        "PID|||HED12^^^PID^MR||TESTER^TESSA^^^^^L|||",
        "PV1||R|KETAMINE^^V2",
        f"OBR|1|080019FFFE0B4020{at}^VSP^080019FFFE0B4020^EUI-64|080019FFFE0B4020{at}^VSP^080019FFFE0B4020^EUI-64|"
        f"182777000^monitoring of patient^SCT|||{at}",
        "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X",
        "OBX|2||69854^MDC_DEV_METER_PRESS_BLD_VMD^MDC|1.13.0.0|||||||X",
        "OBX|3||69855^MDC_DEV_METER_PRESS_BLD_CHAN^MDC|1.13.1.0|||||||X",
        f"OBX|4|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.13.1.1|131|266016^MDC_DIM_MMHG^MDC|||||R|||||||{DEVICE}",
        f"OBX|5|NM|150022^MDC_PRESS_BLD_NONINV_DIA^MDC|1.13.1.2|82|266016^MDC_DIM_MMHG^MDC|||||R|||||||{DEVICE}",
        f"OBX|6|NM|150023^MDC_PRESS_BLD_NONINV_MEAN^MDC|1.13.1.3|98|266016^MDC_DIM_MMHG^MDC|||||R|||||||{DEVICE}",
        f"OBX|7|NM|147842^MDC_ECG_HEART_RATE^MDC|1.5.1.1|77|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R|||||||{DEVICE}",
        f"OBX|8|NM|148066^MDC_ECG_V_P_C_RATE^MDC|1.5.1.2|0|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R|||||||{DEVICE}",
        f"OBX|9|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.6.1.1|97|262688^MDC_DIM_PERCENT^MDC|||||R|||||||{DEVICE}",
        f"OBX|10|NM|151562^MDC_RESP_RATE^MDC|1.7.1.1||264928^MDC_DIM_RESP_PER_MIN^MDC|||||R|||||||{DEVICE}",
        f"OBX|11|NM|150344^MDC_TEMP^MDC|1.8.1.1|98.6|266560^MDC_DIM_FAHR^MDC|||||R|||||||{DEVICE}",
    )


def test_the_readings_are_those_on_the_screen() -> None:
    assert values(feed(periodic())) == {
        "systolic": (131.0, "mmHg"),
        "diastolic": (82.0, "mmHg"),
        "mean_pressure": (98.0, "mmHg"),
        "pulse": (77.0, "/min"),
        "spo2": (97.0, "%"),
        "temperature": (37.0, "Cel"),
    }


def test_an_empty_value_is_no_reading_and_no_nought() -> None:
    assert "resp_rate" not in values(feed(periodic()))


def test_the_monitor_is_its_own_number_wherever_it_stands() -> None:
    assert feed(periodic()).monitor == "eui64:080019FFFE0B4020"
    moved = periodic().replace(b"KETAMINE^^V2", b"RECOVERY^^R1")
    assert feed(moved).monitor == feed(periodic()).monitor


def test_the_patient_is_only_what_the_message_states() -> None:
    assert feed(periodic()).stated_patient == "MR HED12"


def test_the_time_is_the_groups_read_in_the_sites_zone() -> None:
    winter = feed(periodic())
    assert winter.tz_assumed
    assert set(times(winter).values()) == {"2026-11-23 19:59:58"}
    summer = feed(periodic("20260701125958"), at=SUMMER)  # 12:59:58 by the summer clock is 11:59:58 UTC
    assert set(times(summer).values()) == {"2026-07-01 11:59:58"}


def test_known_rows_that_are_not_kept_and_device_rows_raise_no_warning() -> None:
    assert feed(periodic()).warnings == ()


def test_it_gets_the_application_answer_that_it_asks_for_and_no_other() -> None:
    answer = accepted(receive(periodic()).header, EVENING)
    assert answer.count(b"\x0b") == 1
    assert b"\rMSA|AA|0040971\r" in answer
    assert b"|ACK^R01^ACK|" in answer
    assert b"|UNICODE UTF-8|||PCD_DEC_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO\r" in answer
