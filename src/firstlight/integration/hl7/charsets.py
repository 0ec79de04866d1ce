"""Which letters a message is written in: MSH-18 names one of HL7 table 0211, or nothing. The figures are ASCII in any of
them; names of drugs, wards and people are not, and a wrong guess there misleads."""

from typing import NamedTuple

UNSTATED = ""
TABLE_0211 = {  # [sourced] table 0211 as far as Python carries it; CNS 11643-1992 it does not
    "ASCII": "ascii",
    "ISOIR6": "ascii",
    "88591": "iso8859_1",
    "88592": "iso8859_2",
    "88593": "iso8859_3",
    "88594": "iso8859_4",
    "88595": "iso8859_5",
    "88596": "iso8859_6",
    "88597": "iso8859_7",
    "88598": "iso8859_8",
    "88599": "iso8859_9",
    "885915": "iso8859_15",
    "ISOIR14": "shift_jis",
    "ISOIR87": "iso2022_jp",
    "ISOIR159": "iso2022_jp_1",
    "GB180302000": "gb18030",
    "GB18030": "gb18030",
    "KSX1001": "euc_kr",
    "BIG5": "big5",
    "UNICODE": "utf_8",
    "UNICODEUTF8": "utf_8",
    "UTF8": "utf_8",
    "WINDOWS1252": "cp1252",
    "CP1252": "cp1252",
}
ONE_BYTE = {"ascii", "iso8859_1", "iso8859_2", "iso8859_3", "iso8859_4", "iso8859_5", "iso8859_6", "iso8859_7",
            "iso8859_8", "iso8859_9", "iso8859_15", "cp1252", "utf_8"}  # fmt: skip
_known: dict[str, str | None] = {UNSTATED: UNSTATED, "UNICODE UTF-8": "utf_8", "8859/1": "iso8859_1"}


class UnreadableLetters(Exception):
    """The bytes cannot be read as the letters that the message says; the words say why."""


class Letters(NamedTuple):
    """A text, the codec that gives its bytes back, and what was noticed."""

    text: str
    codec: str
    warning: str


def codec_of(stated: str) -> str | None:
    """The codec for one name in MSH-18; '' where none is stated, None where it is not known."""
    if stated in _known:
        return _known[stated]
    name = "".join(sign for sign in stated.upper() if sign.isalnum())
    codec = TABLE_0211.get(name) or TABLE_0211.get(name.removeprefix("ISO"))
    if len(_known) < 256 and len(stated) < 64:  # the sender chooses these texts
        _known[stated] = codec
    return codec


def decode(raw: bytes, stated: str, repetition: str = "~") -> Letters:
    """Read the bytes of a message by its MSH-18. Raises UnreadableLetters for a set that is unknown or does not fit."""
    codec = codec_of(stated) if not repetition or repetition not in stated else _codec_among(stated.split(repetition))
    if codec is None:
        raise UnreadableLetters(f"the character set {stated.strip()!r} is not known here")
    try:
        return Letters(raw.decode(codec or "utf_8"), codec or "utf_8", "")
    except UnicodeDecodeError:
        return _second_reading(raw, codec)


def _codec_among(stated: list[str]) -> str | None:
    """The first set is the one in use; a further one that is switched to by escape sequences reads both."""
    codecs = [codec_of(name.strip()) for name in stated]
    return next((codec for codec in codecs if codec and codec.startswith("iso2022")), codecs[0])


def _second_reading(raw: bytes, codec: str) -> Letters:
    """Latin-1 reads any byte, and reads the separators right where one byte is one letter."""
    if codec and codec not in ONE_BYTE:
        raise UnreadableLetters("the bytes are not in the character set that the message states")
    why = (
        "no character set is stated and it is not UTF-8"
        if codec == UNSTATED
        else "it is not in the stated character set"
    )
    return Letters(raw.decode("latin_1"), "latin_1", f"read as Latin-1: {why}")
