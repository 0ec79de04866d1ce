"""What is shown of a message that could not be used to whoever may not know whom it is about."""

import pytest

from firstlight.integration.hl7.header import UNREADABLE, Header, header_of
from firstlight.integration.hl7.outline import sender_of, without_person

WHOLE = (
    b"MSH|^~\\&|CARESCAPE^080019FFFE00AAAA^EUI-64|NORTHGATE|||20261123140000||ORU^R01|77|P|2.6\r"
    b"PID|||9990000018^^^NHS^NH||HUGHES^MEGAN||19810314\rNK1|1|HUGHES^OWEN\rPV1||I|BAY^3^HUGHES\r"
    b"OBR|1|||VITALS^Vitals|||20261123140000|||GREY^ALMA\r"
    b"OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC||72|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||F|||20261123140000\r"
    b"OBX|2|ST|67880^MDC_NOTE^MDC||Megan Hughes feels faint\r"
)
NAMES = ("HUGHES", "Hughes", "MEGAN", "Megan", "OWEN", "9990000018", "19810314", "GREY")


def header(raw: bytes) -> Header:
    return header_of(raw.partition(b"\r")[0]) or UNREADABLE


def test_who_sent_it_and_its_figures_are_shown_and_whom_it_is_about_is_not() -> None:
    shown = without_person(WHOLE, header(WHOLE))
    assert [name for name in NAMES if name in shown] == []
    for kept in ("CARESCAPE^080019FFFE00AAAA^EUI-64", "ORU^R01", "|77|", "147842^MDC_ECG_HEART_RATE^MDC||72|"):
        assert kept in shown
    assert shown.splitlines()[1] == "PID|…"


@pytest.mark.parametrize(
    "broken",
    [
        WHOLE.replace(b"\r", b""),
        WHOLE.replace(b"\r", b"\x1c"),
        WHOLE.replace(b"\r", b"\x85"),
        WHOLE.replace(b"PID", b"ZID"),
        WHOLE.replace(b"|ST|", b"||"),
        b"MSH|^~\\&|A|B|||2026||ORU^R01|1|P|2.6\rOBX|1|NM|147842||72|/min|||||F||OBX|2|ST|1||Megan Hughes",
        WHOLE.replace(b"PID|", b"pid "),
        WHOLE.replace(b"\rPID", b"\rMSHPID"),
        WHOLE[3:],
        b"Megan Hughes, 9990000018, pulse 72",
        b"MSHMegan Hughes",
        WHOLE.decode().encode("utf-16"),
    ],
)
def test_a_broken_message_shows_no_more(broken: bytes) -> None:
    shown = without_person(broken, header(broken))
    assert [name for name in NAMES if name in shown] == []


def test_a_flood_of_lines_is_cut() -> None:
    many = WHOLE + b"OBX|1|NM\r" * 5_000
    assert len(without_person(many, header(many)).splitlines()) == 201


def test_it_is_the_same_monitor_as_when_it_is_understood() -> None:
    assert sender_of(WHOLE, header(WHOLE), "10.0.0.7") == "eui64:080019FFFE00AAAA/BAY.3.HUGHES"
    bedside = WHOLE.replace(b"|F|||20261123140000\r", b"|F|||20261123140000||||B40-17^ACME\r")
    assert sender_of(bedside, header(bedside), "10.0.0.7") == "device:B40-17@ACME"
    assert sender_of(b"\x00\x01", UNREADABLE, "10.0.0.7") == "peer:10.0.0.7"
