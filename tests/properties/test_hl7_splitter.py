"""Well-formed messages of any delimiters mean to our splitter what they mean to another library."""

import hl7
import hl7.util
from hypothesis import given
from hypothesis import strategies as st

from firstlight.integration.hl7.delimiters import Delimiters, unescape
from firstlight.integration.hl7.framing import Frame, Framer
from tests.contract.hl7.clinic import feed, message

SIGNS = "|^~\\&#*!?+@$%/=:;<>"
KINDS = {
    "150021^MDC_PRESS_BLD_NONINV_SYS^MDC": "systolic",
    "150022^MDC_PRESS_BLD_NONINV_DIA^MDC": "diastolic",
    "147842^MDC_ECG_HEART_RATE^MDC": "pulse",
    "150456^MDC_PULS_OXIM_SAT_O2^MDC": "spo2",
    "151562^MDC_RESP_RATE^MDC": "resp_rate",
    "188736^MDC_MASS_BODY_ACTUAL^MDC": "weight",
}
UNITS = {"systolic": "mmHg", "diastolic": "mmHg", "pulse": "bpm", "spo2": "pct", "resp_rate": "rpm", "weight": "kg"}
delimiters = st.permutations(list(SIGNS)).map(lambda signs: Delimiters(*signs[:5]))
words = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=["Cc", "Cs"]), max_size=20)
figures = st.decimals(min_value=2, max_value=99, places=1).map(str)


def escaped(text: str, using: Delimiters) -> str:
    """As a sender escapes it."""
    letters = dict(
        zip([using.field, using.component, using.repetition, using.subcomponent, using.escape], "FSRTE", strict=True)
    )
    return "".join(f"{using.escape}{letters[sign]}{using.escape}" if sign in letters else sign for sign in text)


def parsed(raw: bytes) -> hl7.Message:
    """By the other library."""
    return hl7.parse(raw.decode())


@given(words, delimiters)
def test_what_was_escaped_comes_back(text: str, using: Delimiters) -> None:
    assert unescape(escaped(text, using), using) == text


@given(words, delimiters)
def test_escapes_mean_what_they_mean_to_another_library(text: str, using: Delimiters) -> None:
    other = parsed(message(f"MSH{using.field}{using.encoding}{using.field}A"))
    assert unescape(escaped(text, using), using) == hl7.util.unescape(other, escaped(text, using))


@given(
    delimiters,
    st.text("ABCabc0123456789-. ", min_size=1, max_size=20),
    words,
    st.dictionaries(st.sampled_from(sorted(KINDS)), figures, min_size=1),
)
def test_rows_and_fields_are_those_of_another_library(
    using: Delimiters, control_id: str, patient: str, shown: dict[str, str]
) -> None:
    field, component = using.field, using.component
    rows = [
        field.join(
            ["OBX", str(number), "NM", name.replace("^", component), "", value, UNITS[KINDS[name]], "", "", "", "", "F"]
        )
        for number, (name, value) in enumerate(shown.items(), start=1)
    ]
    raw = message(
        field.join(
            [
                "MSH",
                using.encoding,
                "MON",
                "WARD",
                "",
                "",
                "20261123195930",
                "",
                f"ORU{component}R01",
                control_id,
                "P",
                "2.6",
            ]
        ),
        field.join(["PID", "", "", escaped(patient, using) + component * 4 + "MR"]),
        *rows,
    )
    ours, other = feed(raw), parsed(raw)
    assert ours.control_id == str(other.segment("MSH")[10])
    theirs = hl7.util.unescape(other, str(other.segment("PID")[3]).split(component)[0]).strip()
    assert ours.stated_patient == (f"MR {theirs}" if theirs else "")
    told = [(KINDS[str(row[3]).replace(component, "^")], float(str(row[5]))) for row in other.segments("OBX")]
    assert [(reading.kind, reading.value) for reading in ours.readings] == told


@given(
    st.lists(st.binary(min_size=1, max_size=40).map(lambda data: b"M" + data.translate(None, b"\x0b\x1c") + b"\r")),
    st.data(),
)
def test_frames_do_not_depend_on_how_the_network_cuts_them(contents: list[bytes], data: st.DataObject) -> None:
    wire = b"".join(b"\x0b" + content + b"\x1c\r" for content in contents)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(wire)), max_size=10)))
    framer, found = Framer(), []
    for start, end in zip([0, *cuts], [*cuts, len(wire)], strict=True):
        found += framer.feed(wire[start:end])
    assert found == [Frame(content) for content in contents]
