"""Philips, Efficia kind: 2.4, MDIL codes, no set ids, result state F, no zone, a time of its own on cuff rows, its
serial number in ORC-18, original answers."""

from firstlight.integration.hl7.acknowledgement import accepted, refused
from tests.contract.hl7.clinic import EVENING, feed, message, receive, times, values

HEAD = (
    "MSH|^~\\&|^EfficiaCM||||20261123195957||ORU^R01^ORU_R01|CN9239024620261123195957|P|2.4",
    "PID|||1234||^Tess^",
    "PV1|||^^|||||||||||||||A|1234",
    "ORC|NW|||||||||||||||||CN92390246",
)


def monitor_rows(*rows: str) -> bytes:
    """A trend export with these rows."""
    return message(*HEAD, "OBR||||MONITOR|||20261123195950|||", *rows)


def full() -> bytes:
    return monitor_rows(
        "OBX||NM|0002-4182^HR^MDIL||64|0004-0aa0^bpm^MDIL|||||F",
        "OBX||NM|0002-4bb8^SpO2^MDIL||96|0004-0220^%^MDIL|||||F",
        "OBX||NM|0002-4bb0^Perf^MDIL||1.2|0004-0200^^MDIL|||||F",
        "OBX||NM|0002-5000^Resp^MDIL||17|0004-0ae0^rpm^MDIL|||||F",
        "OBX||NM|0002-480a^Pulse^MDIL||63|0004-0aa0^bpm^MDIL|||||F",
        "OBX||NM|0002-4a05^NBPs^MDIL||142|0004-0f20^mmHg^MDIL|||||F|||20261123195500",
        "OBX||NM|0002-4a06^NBPd^MDIL||88|0004-0f20^mmHg^MDIL|||||F|||20261123195500",
        "OBX||NM|0002-4a07^NBPm^MDIL||106|0004-0f20^mmHg^MDIL|||||F|||20261123195500",
        "OBX||NM|0002-50b0^etCO2^MDIL||5.1|0004-0f03^kPa^MDIL|||||F",
        "OBX||NM|0002-4b48^Temp^MDIL||99.1|0004-1140^\u00b0F^MDIL|||||F",
    )


def test_the_readings_are_those_on_the_screen() -> None:
    assert values(feed(full())) == {
        "pulse": (64.0, "/min"),  # the electrodes are preferred to the finger
        "spo2": (96.0, "%"),
        "resp_rate": (17.0, "/min"),
        "systolic": (142.0, "mmHg"),
        "diastolic": (88.0, "mmHg"),
        "mean_pressure": (106.0, "mmHg"),
        "etco2": (5.1, "kPa"),
        "temperature": (37.28, "Cel"),  # (99.1 - 32) x 5/9
    }


def test_the_pulse_that_is_passed_over_is_not_lost_from_sight() -> None:
    assert "0002-480a Pulse: 63 /min is not kept, another source is preferred" in feed(full()).warnings


def test_the_cuff_keeps_its_own_time() -> None:
    measured = times(feed(full()))
    assert measured["systolic"] == measured["mean_pressure"] == "2026-11-23 19:55:00"
    assert measured["spo2"] == "2026-11-23 19:59:50"


def test_a_question_mark_on_the_screen_is_no_reading() -> None:
    unsure = monitor_rows(
        "OBX||NM|0002-4182^HR^MDIL|||0004-0aa0^bpm^MDIL|||||X", "OBX||NM|0002-4bb8^SpO2^MDIL||96|%|||||F"
    )
    assert values(feed(unsure)) == {"spo2": (96.0, "%")}


def test_the_monitor_is_its_serial_number() -> None:
    assert feed(full()).monitor == "device:CN92390246"
    assert feed(full()).stated_patient == "ID 1234"


def test_an_event_of_the_monitor_is_context_and_no_reading() -> None:
    raw = message(*HEAD, "OBR||||ALARM|||20261123195950|||", "OBX||TX|2^Yellow^MDIL-ALERT||SpO2 low 89 < 90||||||F")
    event = feed(raw)
    assert event.readings == ()
    assert event.warnings == ("event of the monitor, kept as context only: 2 Yellow: SpO2 low 89 < 90",)


def test_the_unspecified_character_set_of_its_degree_sign_is_read() -> None:
    in_latin_1 = full().decode().encode("latin-1")
    assert values(feed(in_latin_1))["temperature"] == (37.28, "Cel")
    assert any(warning.startswith("read as Latin-1") for warning in feed(in_latin_1).warnings)


def test_the_answers_are_in_the_original_mode() -> None:
    header = receive(full()).header
    assert b"\rMSA|AA|CN9239024620261123195957\r" in accepted(header, EVENING)
    not_stored = refused(header, "AE", "207", "not stored, send it again", EVENING)
    assert b"\rMSA|AE|CN9239024620261123195957|not stored, send it again\r" in not_stored
    assert b"\rERR|^^^207&Application internal error&HL70357\r" in not_stored  # as ERR was before version 2.5
