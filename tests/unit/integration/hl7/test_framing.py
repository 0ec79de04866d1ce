"""Messages are found between their marks, and every span of bytes gets its place."""

import pytest

from firstlight.integration.hl7.framing import CUT_OFF, TOO_LONG, WHOLE, Frame, Framer


def framed(content: bytes) -> bytes:
    return b"\x0b" + content + b"\x1c\r"


def test_one_message_in_one_piece() -> None:
    assert Framer().feed(framed(b"MSH|a\r")) == [Frame(b"MSH|a\r")]


def test_many_messages_in_one_piece_keep_their_order() -> None:
    assert Framer().feed(framed(b"1") + framed(b"2") + b"\n" + framed(b"3")) == [Frame(b"1"), Frame(b"2"), Frame(b"3")]


def test_a_message_byte_by_byte_comes_at_its_end_and_once() -> None:
    framer = Framer()
    given = [framer.feed(bytes([byte])) for byte in framed(b"MSH|a\r") + framed(b"MSH|b\r")]
    assert [frame for frames in given for frame in frames] == [Frame(b"MSH|a\r"), Frame(b"MSH|b\r")]
    assert given[len(framed(b"MSH|a\r")) - 2] == [
        Frame(b"MSH|a\r")
    ]  # at the end mark: the return after it is not waited for


def test_a_missing_last_return_is_forgiven() -> None:
    framer = Framer()
    assert framer.feed(b"\x0bMSH|a\r\x1c") == [Frame(b"MSH|a\r")]
    assert framer.feed(b"\x0bMSH|b\r\x1c") == [Frame(b"MSH|b\r")]


def test_a_missing_start_is_forgiven() -> None:
    assert Framer().feed(b"MSH|a\r\x1c\r") == [Frame(b"MSH|a\r")]


def test_a_missing_end_is_forgiven_where_the_next_start_follows_a_whole_line() -> None:
    assert Framer().feed(b"\x0bMSH|a\rOBX|1\r\x0bMSH|b\r\x1c\r") == [Frame(b"MSH|a\rOBX|1\r"), Frame(b"MSH|b\r")]


def test_half_a_line_before_the_next_start_is_not_taken_for_a_message() -> None:
    frames = Framer().feed(b"\x0bMSH|a\rOBX|1|NM|HR||12" + framed(b"MSH|b\r"))
    assert [frame.fault for frame in frames] == [CUT_OFF, WHOLE]


def test_a_second_start_is_seen_before_any_end() -> None:
    framer = Framer()
    assert framer.feed(b"\x0bMSH|a\r") == []
    assert framer.feed(b"\x0bMSH|b") == [Frame(b"MSH|a\r")]
    assert framer.feed(b"\r\x1c\r") == [Frame(b"MSH|b\r")]


@pytest.mark.parametrize("blank", [b"", b"\r\n", b"\xef\xbb\xbf", b"\x0b\x1c\r", b"  \x00"])
def test_blank_bytes_between_messages_are_no_message(blank: bytes) -> None:
    assert Framer().feed(blank + framed(b"MSH|a\r") + blank) == [Frame(b"MSH|a\r")]


def test_rubbish_is_a_frame_of_its_own() -> None:
    assert Framer().feed(b"hello\x1c\r") == [Frame(b"hello")]


def test_a_message_over_the_limit_is_refused_at_once_and_the_next_is_found() -> None:
    framer = Framer(most_bytes=100)
    refused = framer.feed(b"\x0bMSH|" + b"x" * 200)
    assert [frame.fault for frame in refused] == [TOO_LONG]
    assert refused[0].content.startswith(b"MSH|xxx")
    assert framer.feed(b"y" * 500) == []
    assert framer.feed(b"z\x1c\r" + framed(b"MSH|b\r")) == [Frame(b"MSH|b\r")]


def test_a_start_ends_the_passing_over() -> None:
    framer = Framer(most_bytes=100)
    framer.feed(b"\x0b" + b"x" * 200)
    assert framer.feed(b"x\x0bMSH|b\r\x1c\r") == [Frame(b"MSH|b\r")]


def test_a_whole_message_over_the_limit_in_one_piece_is_refused_once() -> None:
    frames = Framer(most_bytes=100).feed(framed(b"x" * 200) + framed(b"MSH|b\r"))
    assert [frame.fault for frame in frames] == [TOO_LONG, WHOLE]
    assert len(frames[0].content) == 100


def test_what_is_left_at_the_end_is_a_message_where_its_last_line_is_whole() -> None:
    framer = Framer()
    framer.feed(b"\x0bMSH|a\r")
    assert framer.holds_part
    assert framer.finish() == [Frame(b"MSH|a\r")]
    assert not framer.holds_part
    framer.feed(b"\x0bMSH|a\rOBX|1|NM|HR||1")
    assert framer.finish()[0].fault == CUT_OFF
    assert framer.finish() == []
