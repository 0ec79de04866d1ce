"""The sender is answered in its own mode, with its own characters, and never told more than is true."""

import hl7
import pytest

from firstlight.integration.hl7.acknowledgement import accepted, refusal_code, refused
from firstlight.integration.hl7.header import UNREADABLE, Header, header_of
from tests.contract.hl7.clinic import EVENING


def header(accept: str = "", application: str = "", version: str = "2.6", control_id: str = "77") -> Header:
    line = (
        f"MSH|^~\\&|MON^1^EUI-64|WARD|FIRST|LIGHT|20261123||ORU^R01^ORU_R01|{control_id}|P|{version}|||{accept}|{application}"
        "|GBR|8859/1|||PCD^IHE"
    )
    found = header_of(line.encode())
    assert found is not None
    return found


def codes(answer: bytes) -> list[str]:
    return [part.split(b"|")[1].decode() for part in answer.split(b"\r") if part.startswith(b"MSA|")]


@pytest.mark.parametrize(
    ("accept", "application", "stored", "not_stored"),
    [
        ("", "", ["AA"], ["AE"]),
        ("AL", "NE", ["CA"], ["CE"]),
        ("NE", "AL", ["AA"], ["AE"]),
        ("AL", "AL", ["CA", "AA"], ["CE"]),
        ("NE", "NE", [], []),
        ("ER", "NE", [], ["CE"]),
        ("SU", "NE", ["CA"], []),
        ("NE", "SU", ["AA"], []),
        ("NE", "ER", [], ["AE"]),
        ("AL", "", ["CA"], ["CE"]),
        ("", "AL", ["AA"], ["AE"]),
        ("ER", "AL", ["AA"], ["CE"]),
        ("SU", "AL", ["CA", "AA"], ["AE"]),
        ("XX", "NE", ["CA"], ["CE"]),
    ],
)
def test_each_mode_gets_the_answers_that_it_asks_for(
    accept: str, application: str, stored: list[str], not_stored: list[str]
) -> None:
    sender = header(accept, application)
    assert codes(accepted(sender, EVENING)) == stored
    assert codes(refused(sender, "AE", "207", "send it again", EVENING)) == not_stored


def test_a_rejection_is_a_rejection_in_either_mode() -> None:
    assert refusal_code(header(), "AR") == "AR"
    assert refusal_code(header("AL"), "AR") == "CR"
    assert refusal_code(header("NE", "AL"), "AR") == "AR"


def test_the_answer_is_a_message_that_another_library_reads() -> None:
    answer = accepted(header(), EVENING)
    assert (answer[:1], answer[-2:]) == (b"\x0b", b"\x1c\r")
    read = hl7.parse(answer[1:-2].decode("latin-1"))
    msh = read.segment("MSH")
    assert [str(msh[place]) for place in (3, 4, 5, 6)] == ["FIRST", "LIGHT", "MON^1^EUI-64", "WARD"]
    assert [str(msh[place]) for place in (7, 9, 11, 12)] == ["20261123200000+0000", "ACK^R01^ACK", "P", "2.6"]
    assert [str(msh[place]) for place in (18, 21)] == ["8859/1", "PCD^IHE"]
    assert [str(read.segment("MSA")[place]) for place in (1, 2)] == ["AA", "77"]


@pytest.mark.parametrize("control_id", ["00012", "a^b", "x\\F\\y", "12 34", "\u00fc7"])
def test_the_control_id_comes_back_exactly(control_id: str) -> None:
    line = f"MSH|^~\\&|M||||20261123||ORU^R01|{control_id}|P|2.6||||||8859/1"
    sender = header_of(line.encode("latin-1"), "iso8859_1")
    assert sender is not None
    assert f"\rMSA|AA|{control_id}\r".encode("latin-1") in accepted(sender, EVENING)


def test_each_answer_has_a_control_id_of_its_own_that_fits() -> None:
    ids = [accepted(header(), EVENING).split(b"|")[9] for _ in range(100)]
    assert len(set(ids)) == 100
    assert max(map(len, ids)) <= 20


def test_other_delimiters_are_used_and_the_reason_cannot_break_them() -> None:
    sender = header_of(b"MSH#*!?+#M####20261123##ORU*R01#5#P#2.6")
    assert sender is not None
    answer = refused(sender, "AE", "102", "a # and a * and\ra line", EVENING)
    assert answer.startswith(b"\x0bMSH#*!?+#")
    assert b"\rMSA#AE#5#a ?F? and a ?S? and a line\r" in answer


def test_the_error_is_told_as_the_version_tells_it() -> None:
    new = refused(header(), "AE", "101", "it has no time", EVENING)
    old = refused(header(version="2.3.1"), "AE", "101", "it has no time", EVENING)
    assert b"\rERR|||101^Required field missing^HL70357|E||||it has no time\r" in new
    assert b"\rERR|^^^101&Required field missing&HL70357\r" in old


@pytest.mark.parametrize("version", ["", "2", "2.5.1", "two", "9" * 5000, "2." + "9" * 5000])
def test_no_version_is_too_strange_to_be_answered(version: str) -> None:
    assert codes(refused(header(version=version), "AE", "101", "it has no time", EVENING)) == ["AE"]


def test_rubbish_is_answered_too() -> None:
    answer = refused(UNREADABLE, "AR", "100", "it does not begin with an MSH segment", EVENING)
    assert codes(answer) == ["AR"]
    assert b"\rMSA|AR||it does not begin" in answer


def test_events_get_the_answer_of_their_kind() -> None:
    sender = header_of(b"MSH|^~\\&|M||||20261123||ORU^R40^ORU_R40|5|P|2.6")
    assert sender is not None
    assert b"|ORA^R41^ORA_R41|" in accepted(sender, EVENING)
