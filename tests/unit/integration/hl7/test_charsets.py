"""The letters of a message are read as it says, or it is said that they were not."""

import pytest

from firstlight.integration.hl7.charsets import UnreadableLetters, decode
from firstlight.integration.hl7.message import Unusable
from tests.contract.hl7.clinic import feed, oru, receive, values

MSH = "MSH|^~\\&|MON|Z\u00fcrich|||20261123195930||ORU^R01^ORU_R01|1|P|2.6||||||"
ROW = "OBX|1|NM|1^Temp\u00e9rature^L~||36.9|\u00b0C|||||F"


@pytest.mark.parametrize(
    ("stated", "codec"),
    [
        ("UNICODE UTF-8", "utf-8"),
        ("8859/1", "latin-1"),
        ("8859/15", "iso8859-15"),
        ("ISO-8859-1", "latin-1"),
        ("8859/2", "iso8859-2"),
        ("UTF-8", "utf-8"),
        ("8859/1~UNICODE UTF-8", "latin-1"),
    ],
)
def test_a_stated_character_set_is_obeyed(stated: str, codec: str) -> None:
    raw = oru("OBX|1|NM|2^Temp^L||36.9|\u00b0C|||||F", msh=MSH + stated).decode().encode(codec)
    found = feed(raw)
    assert values(found) == {"temperature": (36.9, "Cel")}
    assert found.monitor == "sender:MON|Z\u00fcrich/KET.B1"
    assert found.warnings == ()


def test_without_a_stated_set_utf_8_is_tried_and_then_latin_1_which_is_said() -> None:
    raw = oru(ROW, msh=MSH)
    assert feed(raw).monitor == "sender:MON|Z\u00fcrich/KET.B1"
    in_latin_1 = feed(raw.decode().encode("latin-1"))
    assert in_latin_1.monitor == "sender:MON|Z\u00fcrich/KET.B1"
    assert "read as Latin-1: no character set is stated and it is not UTF-8" in in_latin_1.warnings


def test_bytes_outside_the_stated_set_do_not_cost_the_readings() -> None:
    raw = oru("OBX|1|NM|2^Temp^L||36.9|\u00b0C|||||F", msh=MSH + "ASCII").decode().encode("latin-1")
    found = feed(raw)
    assert values(found) == {"temperature": (36.9, "Cel")}
    assert "read as Latin-1: it is not in the stated character set" in found.warnings


@pytest.mark.parametrize("stated", ["EBCDIC", "UNICODE UTF-16", "CNS 11643-1992"])
def test_an_unknown_set_is_refused_with_its_name_and_the_control_id(stated: str) -> None:
    found = receive(oru(ROW, msh=MSH + stated))
    assert isinstance(found, Unusable)
    assert found.code == "AE"
    assert stated in found.reason
    assert found.header.control_id == "1"


def test_a_set_of_more_bytes_that_does_not_fit_is_refused_rather_than_guessed() -> None:
    with pytest.raises(UnreadableLetters):
        decode(b"MSH\xff\xff|", "BIG-5")


def test_letters_whose_second_byte_looks_like_a_separator_stay_letters() -> None:
    assert decode("\u529f|".encode("big5"), "BIG-5").text == "\u529f|"  # its second byte is a backslash


def test_a_set_that_is_switched_to_by_escapes_reads_both() -> None:
    text = "OBX|\u6e29\u5ea6|"
    assert decode(text.encode("iso2022_jp"), "~ISO IR87").text == text
