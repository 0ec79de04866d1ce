"""A monitor is called the same from message to message, and a person by what the message states."""

import pytest

from firstlight.integration.hl7.delimiters import STANDARD
from firstlight.integration.hl7.identity import instrument, patient
from tests.contract.hl7.clinic import feed, message

ROW = "OBX|1|NM|HR||70|bpm|||||F"


def named(msh34: str = "|", orc18: str = "", obr3: str = "", location: str = "", obx18: str = "") -> str:
    return feed(
        message(
            f"MSH|^~\\&|{msh34}|||20261123195930||ORU^R01|1|P|2.6",
            "PID|||1",
            f"PV1||I|{location}",
            f"ORC|RE|||||||||||||||||{orc18}",
            f"OBR|1||{obr3}||||20261123195930",
            f"{ROW}|||||||{obx18}",
        ),
        peer="10.0.0.7",
    ).monitor


@pytest.mark.parametrize(
    ("known", "called"),
    [
        ({"obx18": "080019FFFE0B4020^B40_GE", "location": "A^^1"}, "eui64:080019FFFE0B4020"),
        ({"obx18": "08-00-19-ff-fe-0b-40-20^EUI-64"}, "eui64:080019FFFE0B4020"),
        ({"obx18": "SN7781^ORION"}, "device:SN7781@ORION"),
        ({"obx18": "SN7781"}, "device:SN7781"),
        ({"orc18": "CN92390246", "location": "A^^1"}, "device:CN92390246"),
        ({"obr3": "9^VSP^080019FFFE134535^EUI-64", "location": "KET^^V2"}, "eui64:080019FFFE134535/KET.V2"),
        ({"msh34": "GW^ACDE48234567ABCD^EUI-64|", "location": "KET^R1^B2"}, "eui64:ACDE48234567ABCD/KET.R1.B2"),
        ({"msh34": "|KC261551373G", "location": "^^&10"}, "sender:|KC261551373G/10"),
        ({"msh34": "Mindray|Gateway", "location": "^^BED07"}, "sender:Mindray|Gateway/BED07"),
        ({"location": "^^B3"}, "peer:10.0.0.7/B3"),
        ({}, "peer:10.0.0.7"),
    ],
)
def test_the_first_thing_that_names_a_monitor_names_it(known: dict[str, str], called: str) -> None:
    assert named(**known) == called


def test_an_order_number_that_changes_is_no_name() -> None:
    first = named(obr3="0800^VSP^080019FFFE134535^EUI-64")
    assert first == named(obr3="0801^VSP^080019FFFE134535^EUI-64")


def test_a_row_that_names_no_instrument_belongs_to_the_one_its_neighbours_name() -> None:
    found = feed(
        message("MSH|^~\\&|||||20261123195930||ORU^R01|1|P|2.6", "OBR|1", ROW, "OBX|2|NM|SpO2||97|%|||||F|||||||SN1")
    )
    assert found.monitor == "device:SN1"
    assert len(found.readings) == 2


def test_an_empty_instrument_is_none() -> None:
    assert instrument("^EUI-64", STANDARD) == ""


@pytest.mark.parametrize(
    ("pid3", "stated"),
    [
        ("HED12^^^PID^MR", "MR HED12"),
        ("L1^^^TRUST^MR~9990000018^^^NHS^NH", "NHS 9990000018"),
        ("999 000 0018^^^NHSNMBR&2.16.840.1.113883.2.1.4.1&ISO", "NHS 9990000018"),
        ("V1^^^X^VN~L1^^^TRUST^MR", "MR L1"),
        ("1234", "ID 1234"),
        ("", "ID 77"),
    ],
)
def test_whom_the_message_states(pid3: str, stated: str) -> None:
    assert patient(pid3, "77", STANDARD) == stated
    assert patient("", "", STANDARD) == ""
