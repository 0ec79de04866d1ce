"""Whatever comes: no crash, no hang, one answer for every frame, and no figure that nobody sent."""

import argparse
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import fuzz
from benchmarks._spoil import malformed, seeds
from firstlight.integration.hl7.acknowledgement import accepted, refused
from firstlight.integration.hl7.framing import Framer
from firstlight.integration.hl7.message import Understood
from tests.contract.hl7.clinic import EVENING, SITE, oru, receive, values

HEADS = st.sampled_from(
    [b"", b"MSH|^~\\&|", b"MSH|^~\\&|M||||||ORU^R01|7|P|2.6\r", b"MSH|^~\\&|M||||||ORU^R01|7|P|2.6\rOBX|1|NM|"]
)


@given(HEADS, st.binary(max_size=300))
def test_any_bytes_are_understood_or_refused_with_one_answer(head: bytes, rest: bytes) -> None:
    found = receive(head + rest)
    if isinstance(found, Understood):
        assert accepted(found.header, EVENING).count(b"\rMSA") <= 2
    else:
        answer = refused(found.header, found.code, found.error, found.reason, EVENING)
        asked_for_none = found.header.accept or found.header.application
        assert answer.startswith(b"\x0bMSH") or asked_for_none


@given(st.binary(max_size=400))
def test_every_span_that_is_not_blank_becomes_a_frame_and_is_whole_in_it(data: bytes) -> None:
    framer = Framer()
    frames = framer.feed(data) + framer.finish()
    blank = b"\x00\t\n\r \x0b\x1c\xef\xbb\xbf"
    spans = [span for part in data.split(b"\x0b") for span in part.split(b"\x1c") if span.strip(blank)]
    assert [frame.content for frame in frames] == spans


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="|"), max_size=12))
def test_no_value_becomes_another_figure(text: str) -> None:
    found = receive(oru(f"OBX|1|NM|HR||{text}|bpm|||||F"))
    assert isinstance(found, Understood)
    read = values(found.feeds[0])
    if read:
        assert read["pulse"][0] == float(text)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_spoilt_messages_are_all_answered_by_the_splitter(seed: int) -> None:
    chance, whole = random.Random(seed), seeds()
    for _ in range(100):
        fuzz.answers_due(Framer(), b"\x0b" + malformed(chance, whole) + b"\x1c\r", SITE)


def test_a_sample_of_the_million_is_answered_by_a_real_listener() -> None:
    found = fuzz.run(argparse.Namespace(inputs=3_000, seed=7))
    assert found["faults"] == []
    assert found["inputs"] == 3_000
    assert found["answers"] == found["answers_expected"] > 3_000
