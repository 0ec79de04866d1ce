"""What can be understood is understood, what cannot is refused with its reason, and like messages are told apart."""

import pytest

from firstlight.integration.hl7.message import Understood, Unusable
from tests.contract.hl7.clinic import EVENING, feed, message, oru, receive, values

ROW = "OBX|1|NM|HR||70|bpm|||||F"
MSH = "MSH|^~\\&|MON|WARD|||20261123195930||ORU^R01^ORU_R01|4711|P|2.6"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r\r", "\n\n", "\r\n\r\n"])
def test_every_kind_of_line_end_ends_a_segment(ending: str) -> None:
    assert values(feed(oru(ROW).replace(b"\r", ending.encode()))) == {"pulse": (70.0, "/min")}


def test_line_ends_of_two_kinds_in_one_message_hide_no_row() -> None:
    raw = oru(ROW, "OBX|2|NM|SpO2||97|%|||||F", "OBX|3|NM|RR||14|rpm|||||F").replace(b"\rOBX|2", b"\nOBX|2")
    assert set(values(feed(raw))) == {"pulse", "spo2", "resp_rate"}


def test_a_line_feed_inside_a_text_stays_there() -> None:
    raw = oru("NTE|1||one\ntwo", ROW)
    assert values(feed(raw)) == {"pulse": (70.0, "/min")}
    assert feed(raw).warnings == ()


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n", b"  ", b"\xef\xbb\xbf\n"])
def test_a_byte_order_mark_or_blanks_before_the_message_are_passed_over(before: bytes) -> None:
    assert values(feed(before + oru(ROW))) == {"pulse": (70.0, "/min")}


@pytest.mark.parametrize(
    ("raw", "code", "error"),
    [
        (b"hello", "AR", "100"),
        (b"", "AR", "100"),
        (b"MSH", "AR", "102"),
        (b"MSH|", "AR", "102"),
        (b"MSH||||||||\r", "AR", "102"),
        (b"PID|||1\r" + MSH.encode(), "AR", "100"),
        (message(MSH.replace("ORU^R01^ORU_R01", "ADT^A01"), "EVN|A01"), "AR", "200"),
        (message(MSH.replace("ORU^R01^ORU_R01", ""), ROW), "AR", "200"),
        (message(MSH.replace("ORU^R01^ORU_R01", "ORU^W01"), ROW), "AR", "201"),
        (message(MSH, "PID|||1", "PV1||I"), "AE", "100"),
        (oru(ROW) + oru(ROW), "AE", "100"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(raw: bytes, code: str, error: str) -> None:
    found = receive(raw)
    assert isinstance(found, Unusable)
    assert (found.code, found.error) == (code, error)
    assert found.reason


def test_a_refusal_still_knows_its_control_id() -> None:
    found = receive(message(MSH.replace("ORU^R01^ORU_R01", "ADT^A01"), "EVN|A01"))
    assert found.header.control_id == "4711"


def test_a_message_without_a_control_id_is_read_all_the_same() -> None:
    assert feed(oru(ROW, msh=MSH.replace("4711", ""))).control_id == ""


def test_events_of_the_monitor_are_kept_as_context_and_make_no_reading() -> None:
    raw = oru(
        "OBX|1|CWE|196616^MDC_EVT_ALARM^MDC|1.1|196670^MDC_EVT_HI^MDC||||||R",
        msh=MSH.replace("ORU^R01^ORU_R01", "ORU^R40^ORU_R40"),
    )
    found = feed(raw)
    assert found.readings == ()
    assert "kept as context only" in found.warnings[0]


def test_a_limit_in_an_event_message_is_not_taken_for_a_measurement() -> None:
    raw = oru(ROW, msh=MSH.replace("ORU^R01^ORU_R01", "ORU^R40^ORU_R40"))
    assert feed(raw).readings == ()


def test_the_same_message_again_has_the_same_digest_however_it_was_sent() -> None:
    first, again = feed(oru(ROW)), feed(oru(ROW, msh=MSH.replace("195930", "195959")))
    assert first.digest == again.digest
    assert feed(oru(ROW).replace(b"\r", b"\r\n")).digest == first.digest
    assert len(first.digest) == 16


def test_another_value_under_the_same_control_id_is_another_message() -> None:
    assert feed(oru(ROW)).digest != feed(oru(ROW.replace("70", "71"))).digest


def test_where_only_the_message_says_when_its_time_is_part_of_the_digest() -> None:
    one, two = (feed(oru(ROW, obr="OBR|1", msh=MSH.replace("195930", at))) for at in ("195930", "195931"))
    assert one.digest != two.digest


def test_what_a_database_cannot_hold_is_replaced() -> None:
    raw = message(MSH.replace("4711", "47\x0011"), "PID|||a\x00b", "OBR|1||||||20261123195930", ROW)
    found = feed(raw)
    assert "\x00" not in found.control_id + found.stated_patient + found.monitor + "".join(found.warnings)


def test_control_ids_too_long_to_store_stay_apart() -> None:
    one, two = (feed(oru(ROW, msh=MSH.replace("4711", "9" * 300 + end))) for end in ("1", "2"))
    assert len(one.control_id) <= 200
    assert one.control_id != two.control_id


def test_a_message_of_empty_rows_says_that_the_monitor_lives() -> None:
    found = receive(oru("OBX|1|NM|HR|||bpm|||||F"))
    assert isinstance(found, Understood)
    assert found.feeds[0].readings == ()
    assert found.feeds[0].effective_at < EVENING
