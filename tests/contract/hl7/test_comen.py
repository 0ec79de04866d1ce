"""Comen: MDC codes with a tongue of its own beside them, no set ids, a place in OBX-4 that ends with the number, times
with a zone, the body's position as a coded value, the serial number as the sending facility."""

from tests.contract.hl7.clinic import feed, message, receive, times, values

AT = "20261124035950+0800"  # 19:59:50 UTC
UNIT_BEATS, UNIT_MMHG = "264864^MDC_DIM_BEAT_PER_MIN^MDC", "266016^MDC_DIM_MMHG^MDC"


def spot() -> bytes:
    return message(
        f"MSH|^~\\&|NC_Monitor|KC261551373G|||{AT}||ORU^R01^ORU_R01|202611240359500003|P|2.6||||||UNICODE UTF-8",
        "PID|||10006||tester|||M||Unknown",
        "PV1||I|^^&10|R",
        f"OBR||||1^MON_PARAM^99COMEN|||{AT}",
        f"OBX||NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.150456|99|262688^MDC_DIM_PERCENT^MDC|||||F|||{AT}",
        f"OBX||NM|160324^MDC_SPO2_SIGNAL_QUALITY_INDEX^MDC|1.3.1.160324|3.5|262688^MDC_DIM_PERCENT^MDC|||||F|||{AT}",
        f"OBX||NM|149522^MDC_PULS_RATE^MDC|1.0.0.149522|59|{UNIT_BEATS}|||||F|||{AT}",
        f"OBX||NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.2.150456|99|262688^MDC_DIM_PERCENT^MDC|||||F|||{AT}",
        f"OBX||NM|151562^MDC_RESP_RATE^MDC|1.14.1.151562|20|264928^MDC_DIM_RESP_PER_MIN^MDC|||||F|||{AT}",
        f"OBX||NM|150344^MDC_TEMP^MDC|1.2.1.150344|37.0|268192^MDC_DIM_DEGC^MDC|||||F|||{AT}",
        f"OBX||NM|150301^MDC_PRESS_CUFF_SYS^MDC|1.1.9.150301|121|{UNIT_MMHG}|||||F|||20261124035500+0800",
        f"OBX||NM|150302^MDC_PRESS_CUFF_DIA^MDC|1.1.9.150302|79|{UNIT_MMHG}|||||F|||20261124035500+0800",
        f"OBX||NM|150303^MDC_PRESS_CUFF_MEAN^MDC|1.1.9.150303|93|{UNIT_MMHG}|||||F|||20261124035500+0800",
        f"OBX||CNE|2453^COMEN_POS_BODY^99COMEN|1.1.9.2453|2821^COMEN_POS_SITTING^99COMEN||||||F|||{AT}",
        f"OBX||NM|188740^MDC_LEN_BODY_ACTUAL^MDC|1.10.1.188740||263441^MDC_DIM_CENTI_M^MDC|||||F|||{AT}",
        f"OBX||NM|188736^MDC_MASS_BODY_ACTUAL^MDC|1.10.1.188736|0|263875^MDC_DIM_KILO_G^MDC|||||F|||{AT}",
    )


def test_the_readings_are_those_on_the_screen() -> None:
    assert values(feed(spot())) == {
        "spo2": (99.0, "%"),
        "pulse": (59.0, "/min"),
        "resp_rate": (20.0, "/min"),
        "temperature": (37.0, "Cel"),
        "systolic": (121.0, "mmHg"),
        "diastolic": (79.0, "mmHg"),
        "mean_pressure": (93.0, "mmHg"),
    }


def test_a_stated_zone_is_believed() -> None:
    measured = feed(spot())
    assert not measured.tz_assumed
    assert times(measured)["spo2"] == "2026-11-23 19:59:50"
    assert times(measured)["systolic"] == "2026-11-23 19:55:00"


def test_a_weight_of_nought_is_no_weight() -> None:
    assert "188736 MDC_MASS_BODY_ACTUAL: 0 is no possible value" in feed(spot()).warnings


def test_the_same_value_of_a_second_place_is_the_same_value() -> None:
    assert not [warning for warning in feed(spot()).warnings if "preferred" in warning]


def test_the_monitor_is_its_serial_number_at_its_bed() -> None:
    assert feed(spot()).monitor == "sender:NC_Monitor|KC261551373G/10"


def test_what_it_says_of_a_patient_in_another_type_is_refused_and_makes_no_reading() -> None:
    found = receive(spot().replace(b"ORU^R01^ORU_R01", b"ADT^A08"))
    assert (found.code, found.error) == ("AR", "200")  # type: ignore[union-attr]
