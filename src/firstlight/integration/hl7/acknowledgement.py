"""What the sender is told. It chose the mode in its own message: original (one answer: AA, AE or AR) where MSH-15 and
MSH-16 are empty, else enhanced, where MSH-15 asks for a commit answer (CA, CE, CR) and MSH-16 for an application answer,
each always (AL), never (NE), on error (ER) or on success (SU). A positive answer is made only for what is stored."""

import itertools
import os
from datetime import UTC, datetime
from functools import lru_cache

from firstlight.integration.hl7.delimiters import Delimiters
from firstlight.integration.hl7.framing import END, RETURN, START
from firstlight.integration.hl7.header import Header, type_parts

WANTED_ON_SUCCESS = {"AL", "SU"}
NOT_WANTED_ON_SUCCESS = {"NE", "ER", ""}
WANTED_ON_ERROR = {"AL", "ER"}
NOT_WANTED_ON_ERROR = {"NE", "SU", ""}
ERRORS = {  # [sourced] HL7 table 0357
    "100": "Segment sequence error",
    "101": "Required field missing",
    "102": "Data type error",
    "103": "Table value not found",
    "200": "Unsupported message type",
    "201": "Unsupported event code",
    "207": "Application internal error",
}
_numbers = itertools.count(1)
_run = os.urandom(3).hex()  # so that no two listeners give one control id twice; 20 characters are the most in HL7 2.6


def accepted(header: Header, at: datetime) -> bytes:
    """The answers, framed, to a message that is safely stored; b'' where the sender wants none."""
    return b"".join(_framed(header, code, at) for code in _accepting(header))


def refused(header: Header, code: str, error: str, reason: str, at: datetime) -> bytes:
    """The answer, framed, to a message that is not stored: `code` AE or AR, `error` of table 0357, `reason` for people."""
    answer = refusal_code(header, code)
    return _framed(header, answer, at, error, reason) if _wants_refusal(header) else b""


def refusal_code(header: Header, code: str) -> str:
    """AE or AR in the sender's mode: CE or CR where it asks for a commit answer."""
    return code.replace("A", "C", 1) if _wanted(header.accept, NOT_WANTED_ON_ERROR, WANTED_ON_ERROR) else code


def _accepting(header: Header) -> list[str]:
    if _is_original(header):
        return ["AA"]
    commit = ["CA"] if _wanted(header.accept, NOT_WANTED_ON_SUCCESS, WANTED_ON_SUCCESS) else []
    application = ["AA"] if _wanted(header.application, NOT_WANTED_ON_SUCCESS, WANTED_ON_SUCCESS) else []
    return commit + application


def _wants_refusal(header: Header) -> bool:
    """A refused commit is the whole answer; no application answer follows it."""
    asked = (header.accept, header.application)
    return _is_original(header) or any(_wanted(one, NOT_WANTED_ON_ERROR, WANTED_ON_ERROR) for one in asked)


def _is_original(header: Header) -> bool:
    return not header.accept.strip() and not header.application.strip()


def _wanted(stated: str, no: set[str], yes: set[str]) -> bool:
    """A condition that is none of the four is answered: silence would look like a loss."""
    condition = stated.strip().upper()
    return condition in yes or condition not in no


def _framed(header: Header, code: str, at: datetime, error: str = "", reason: str = "") -> bytes:
    field = header.delimiters.field
    lines = [_msh(header, at), f"MSA{field}{code}{field}{header.control_id}"]
    if error:
        text = _escaped(reason, header.delimiters)
        lines[1] += field + text
        lines.append(_err(header, error, text))
    content = "\r".join(lines) + "\r"
    return START + content.encode(header.codec, "replace") + END + RETURN


def _msh(header: Header, at: datetime) -> str:
    """Sender and receiver change places; version, processing id, character set and profile are the sender's own."""
    delimiters = header.delimiters
    answer, control_id = _answer_type(header), f"FL{_run}{next(_numbers)}"
    fields = [
        "MSH", delimiters.encoding, header.receiving_application, header.receiving_facility,
        header.sending_application, header.sending_facility, _stamp(at.replace(microsecond=0)), "", answer, control_id,
        header.processing or "P", header.version or "2.6", "", "", "", "", "", header.charset, "", "", header.profile,
    ]  # fmt: skip
    return delimiters.field.join(fields).rstrip(delimiters.field)


@lru_cache(maxsize=8)
def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%d%H%M%S}+0000"


def _answer_type(header: Header) -> str:
    code, event = type_parts(header)
    component = header.delimiters.component
    if (code, event) == ("ORU", "R40"):
        return component.join(["ORA", "R41", "ORA_R41"])
    return component.join(["ACK", _plain(event), "ACK"] if event else ["ACK"])


def _plain(event: str) -> str:
    return "".join(sign for sign in event if sign.isascii() and sign.isalnum())[:3]


def _err(header: Header, error: str, text: str) -> str:
    """From version 2.5 an ERR names the error in fields of its own; before, in the components of ERR-1."""
    field, component = header.delimiters.field, header.delimiters.component
    meaning = ERRORS[error]
    if _has_new_err(header.version.split(component)[0].strip()):
        named = component.join([error, meaning, "HL70357"])
        return field.join(["ERR", "", "", named, "E", "", "", "", text])
    sub = header.delimiters.subcomponent or " "
    return f"ERR{field}{component * 3}{sub.join([error, meaning, 'HL70357'])}"


def _has_new_err(version: str) -> bool:
    minor = version.removeprefix("2.").split(".")[0]
    return minor not in {"0", "1", "2", "3", "4"}


def _escaped(text: str, delimiters: Delimiters) -> str:
    """Our own words with the sender's characters escaped; line ends become spaces."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    letters = {delimiters.field: "F", delimiters.component: "S", delimiters.repetition: "R",
               delimiters.escape: "E", delimiters.subcomponent: "T"}  # fmt: skip
    letters.pop("", None)
    escape = delimiters.escape
    return "".join(
        (f"{escape}{letters[sign]}{escape}" if escape else " ") if sign in letters else sign for sign in plain
    )
