"""Every sender says in its first segment which characters part its fields, components and repetitions, and which one
escapes. Nothing here is assumed: the usual |^~\\& is only what most of them choose."""

from functools import lru_cache
from typing import NamedTuple

FORMATTING = {"br": "\n", "sp": "\n", "ce": "\n", "fi": "", "nf": "", "in": "", "ti": "", "sk": " "}


class Delimiters(NamedTuple):
    """The characters of one sender. `escape` and `subcomponent` are '' where the sender named none."""

    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    escape: str = "\\"
    subcomponent: str = "&"

    @property
    def encoding(self) -> str:
        """As they stand in MSH-2."""
        return self.component + self.repetition + self.escape + self.subcomponent


STANDARD = Delimiters()


@lru_cache(maxsize=64)
def delimiters_of(field: str, encoding: str) -> Delimiters | None:
    """From MSH-1 and MSH-2, or None where these cannot part anything. A fifth character (truncation) is let be."""
    chosen = field + encoding[:4]
    if len(chosen) < 2 or len(set(chosen)) < len(chosen) or any(not _can_part(sign) for sign in chosen):
        return None
    return Delimiters(*chosen, *[""] * (5 - len(chosen)))


def _can_part(sign: str) -> bool:
    return sign.isprintable() and not sign.isalnum() and not sign.isspace()


def unescape(text: str, delimiters: Delimiters = STANDARD) -> str:
    """The text that an escaped one stands for. What is no known sequence is kept as it came: nothing is lost."""
    escape = delimiters.escape
    if not escape or escape not in text:
        return text
    parts = text.split(escape)
    plain = [parts[0]]
    at = 1
    while at < len(parts) - 1:  # parts[at] stands between two escape characters, unless the first one was stray
        meant = _meant(parts[at], delimiters)
        plain += [escape, parts[at]] if meant is None else [meant, parts[at + 1]]
        at += 1 if meant is None else 2
    return "".join(plain) if at == len(parts) else "".join([*plain, escape, parts[-1]])


def _meant(sequence: str, delimiters: Delimiters) -> str | None:
    known = {
        "F": delimiters.field,
        "S": delimiters.component,
        "T": delimiters.subcomponent,
        "R": delimiters.repetition,
        "E": delimiters.escape,
        "H": "",
        "N": "",
    }.get(sequence)
    if known is not None:
        return known
    if sequence[:1] == "X":
        return _hexadecimal(sequence[1:])
    if sequence[:1] == ".":
        return _formatted(sequence[1:])
    if sequence[:1] == "Z":  # a sequence of the sender's own stays as it is
        return delimiters.escape + sequence + delimiters.escape
    return "" if sequence[:1] in {"C", "M"} and _hexadecimal(sequence[1:]) is not None else None


def _hexadecimal(digits: str) -> str | None:
    """Bytes as UTF-8, or as Latin-1 where they are none: the standard leaves their meaning to the two sides."""
    try:
        octets = bytes.fromhex(digits)
    except ValueError:
        return None
    if not octets:
        return None
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def _formatted(command: str) -> str | None:
    meant = FORMATTING.get(command[:2])
    count = command[2:].strip().lstrip("+-")
    if meant is None or (count and not (count.isascii() and count.isdigit())):
        return None
    return meant * min(int(count), 80) if count and meant else meant
