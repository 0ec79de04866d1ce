"""Rule 8: the words of other systems stop at `integration`. The rest of the house speaks the clinic's own language."""

import re

import pytest

from tests.ground import tree

SEGMENTS = re.compile(
    r"\b(OBX|OBR|MSH|MSA|PID|PV1|PD1|NK1|ORU|ORF|QRD|MDC|MDIL|MLLP|HL7|FHIR|R4B|UKCore|ACK|NAK)(?=\b|_|-\d)"
)
RESOURCES = re.compile(
    r"\b(MedicationAdministration|MedicationRequest|ObservationComponent|CodeableConcept|PlanDefinition)\b"
)
HOUSE = ("apps", "clinical", "science", "web")
ALLOWED: dict[tuple[str, str], str] = {}


def foreign(text: str) -> set[str]:
    """The words of HL7 and FHIR in a text."""
    return {match.group() for pattern in (SEGMENTS, RESOURCES) for match in pattern.finditer(text)}


@pytest.mark.parametrize("offence", ["OBX_VALUE = 5", "# from MSH-10", "an HL7 message", "class CodeableConcept: ..."])
def test_a_foreign_word_is_seen(offence: str) -> None:
    assert foreign(offence)


@pytest.mark.parametrize("harmless", ["pid = process.pid", "acknowledge(prompt)", "BACKUP", "the observation"])
def test_our_own_words_are_let_be(harmless: str) -> None:
    assert not foreign(harmless)


def test_foreign_words_stay_in_integration() -> None:
    found = {
        (name, word)
        for name, text in tree.texts()
        if name.startswith(tuple(f"src/firstlight/{storey}/" for storey in HOUSE)) and "/migrations/" not in name
        for word in foreign(text)
    }
    assert found - ALLOWED.keys() == set()
    assert ALLOWED.keys() - found == set(), "an exception that is no longer needed"
