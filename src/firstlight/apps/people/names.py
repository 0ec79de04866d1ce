"""How names are written, and how they are compared: without case, accents or marks, and by sound, since the same person
is spelt in many ways. Kept beside the names as they are written, so that looking up a name is one step on any database."""

import unicodedata
from typing import Any

from django.db import models

SOUNDS = {
    letter: code for code, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1) for letter in letters
}
SILENT_BETWEEN = "hw"
STROKES = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})


def signed_name(title: str, given_name: str, family_name: str, post_nominals: str) -> str:
    """As signed on a record: "Dr Priya Raman", "Amara Okafor RN"."""
    return " ".join(part for part in (title, given_name, family_name, post_nominals) if part)


def folded(name: str) -> str:
    """ "Ó'Brien-Łukasz" reads "obrienlukasz"; words stay apart: "de la Cruz" reads "de la cruz"."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(STROKES))
    return " ".join("".join(sign for sign in word if sign.isalnum()) for word in plain.split())


def sound(name: str) -> str:
    """American Soundex of the folded name: a letter and three digits, "" for a name without Latin letters.

    Source: US National Archives, "The Soundex Indexing System".
    """
    letters = [sign for sign in folded(name) if "a" <= sign <= "z"]
    if not letters:
        return ""
    digits, before = "", SOUNDS.get(letters[0])
    for letter in letters[1:]:
        code = SOUNDS.get(letter)
        if code and code != before:
            digits += str(code)
        if letter not in SILENT_BETWEEN:
            before = code
    return (letters[0].upper() + digits + "000")[:4]


class DerivedName(models.CharField[str, str]):
    """A column worked out from others whenever the row is written, by `compare` over the words of `sources`."""

    def __init__(self, *args: Any, sources: tuple[str, ...] = (), by: str = "folded", **kwargs: Any) -> None:
        self.sources, self.by = sources, by
        super().__init__(*args, **kwargs | {"editable": False, "default": ""})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"sources": self.sources, "by": self.by}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        words = " ".join(part for source in self.sources if (part := getattr(model_instance, source)))
        derived = (folded if self.by == "folded" else sound)(words)[: self.max_length]
        setattr(model_instance, self.attname, derived)
        return derived
