"""A gateway in the IHE style: PCD-01 in 2.6, UCUM units, a zone in every time, device rows in a containment tree; one
gateway speaks for many beds, and may put several patients and several instruments into one message."""

from firstlight.integration.hl7.acknowledgement import accepted
from tests.contract.hl7.clinic import EVENING, feed, feeds, message, receive, times, values

GATEWAY = "AcmeInc^ACDE48234567ABCD^EUI-64"
MSH = (
    f"MSH|^~\\&|{GATEWAY}||||20261123200000+0000||ORU^R01^ORU_R01|MSGID1234|P|2.6|||NE|AL|||||"
    "IHE PCD ORU-R01 2006^HL7^2.16.840.1.113883.9.n.m^HL7"
)
OBR = f"OBR|1|AB12345^{GATEWAY}|CD12345^{GATEWAY}|182777000^monitoring of patient^SNOMED-CT|||20261123195900+0000"


def patient(number: str, bed: str, systolic: str) -> list[str]:
    return [
        f"PID|||{number}^^^NHS^NH~L1^^^Imaginary Hospital^MR||Tester^Tess^^^^^L",
        f"PV1||I|KET^^{bed}",
        OBR,
        "OBX|1||150020^MDC_PRESS_BLD_NONINV^MDC|1.0.1|||||||X|||20261123195915+0000",
        f"OBX|2|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.0.1.1|{systolic}|mm[Hg]^mm[Hg]^UCUM|||||R|||20261123205915+0100",
        "OBX|3|NM|150022^MDC_PRESS_BLD_NONINV_DIA^MDC|1.0.1.2|10.5|kPa^kPa^UCUM|||||R|||20261123205915+0100",
        "OBX|4|NM|147842^MDC_ECG_HEART_RATE^MDC|1.0.2.1|81|{beat}/min^{beat}/min^UCUM|||||R",
        "OBX|5|NM|151562^MDC_RESP_RATE^MDC|1.0.2.2|13|{breath}/min^{breath}/min^UCUM|||||R",
    ]


def test_the_readings_are_in_the_clinics_units() -> None:
    assert values(feed(message(MSH, *patient("9990000018", "BED1", "120")))) == {
        "systolic": (120.0, "mmHg"),
        "diastolic": (78.76, "mmHg"),  # 10.5 kPa x 7.50062
        "pulse": (81.0, "/min"),
        "resp_rate": (13.0, "/min"),
    }


def test_every_zone_is_taken_as_stated() -> None:
    measured = feed(message(MSH, *patient("9990000018", "BED1", "120")))
    assert not measured.tz_assumed
    assert times(measured)["systolic"] == "2026-11-23 19:59:15"
    assert times(measured)["pulse"] == "2026-11-23 19:59:00"  # of its group, as the row has none


def test_beds_of_the_gateway_are_told_apart_even_inside_one_message() -> None:
    raw = message(MSH, *patient("9990000018", "BED1", "120"), *patient("9990000026", "BED2", "140"))
    one, two = feeds(raw)
    assert (one.monitor, values(one)["systolic"]) == ("eui64:ACDE48234567ABCD/KET.BED1", (120.0, "mmHg"))
    assert (two.monitor, values(two)["systolic"]) == ("eui64:ACDE48234567ABCD/KET.BED2", (140.0, "mmHg"))
    assert (one.stated_patient, two.stated_patient) == ("NHS 9990000018", "NHS 9990000026")
    assert one.digest != two.digest


def test_instruments_that_device_rows_name_are_monitors_of_their_own() -> None:
    raw = message(
        MSH,
        "PID|||L1^^^Imaginary Hospital^MR",
        OBR,
        "OBX|1||528391^MDC_DEV_SPEC_PROFILE_BP^MDC|1|||||||X|||||||0123456789ABCDEF^EUI-64",
        "OBX|2|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.0.1.1|120|266016^MDC_DIM_MMHG^MDC|||||R",
        "OBX|3||528388^MDC_DEV_SPEC_PROFILE_PULS_OXIM^MDC|2|||||||X|||||||FEDCBA9876543210^EUI-64",
        "OBX|4|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|2.0.1.1|97|262688^MDC_DIM_PERCENT^MDC|||||R",
    )
    cuff, oximeter = feeds(raw)
    assert (cuff.monitor, values(cuff)) == ("eui64:0123456789ABCDEF", {"systolic": (120.0, "mmHg")})
    assert (oximeter.monitor, values(oximeter)) == ("eui64:FEDCBA9876543210", {"spo2": (97.0, "%")})


def test_the_answer_goes_back_to_the_gateway() -> None:
    answer = accepted(receive(message(MSH, *patient("9990000018", "BED1", "120"))).header, EVENING).decode()
    assert answer.startswith(f"\x0bMSH|^~\\&|||{GATEWAY}||")
    assert "\rMSA|AA|MSGID1234\r" in answer
