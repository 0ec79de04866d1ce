"""Names are compared as people hear and spell them."""

import pytest

from firstlight.apps.people.names import folded, sound


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("O'Brien", "obrien"),
        ("Smith-Jones", "smithjones"),
        ("de la Cruz", "de la cruz"),
        ("Ångström", "angstrom"),
        ("Łukasz", "lukasz"),
        ("STRAẞE", "strasse"),
        ("  Grey  ", "grey"),
        ("王", "王"),
    ],
)
def test_case_accents_and_marks_do_not_tell_names_apart(written: str, compared: str) -> None:
    assert folded(written) == compared


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Robert", "R163"), ("Rupert", "R163"), ("Tymczak", "T522"), ("Pfister", "P236"), ("Ashcraft", "A261"),
        ("Honeyman", "H555"), ("Lee", "L000"), ("Jackson", "J250"),
    ],
)  # fmt: skip
def test_sounds_are_those_of_the_national_archives(name: str, code: str) -> None:
    """Worked examples of the US National Archives' Soundex page."""
    assert sound(name) == code


def test_names_that_sound_alike_share_a_sound() -> None:
    assert sound("Grey") == sound("Gray") == sound("Graye")
    assert sound("Smith") == sound("Smyth")


def test_a_name_in_another_script_has_no_sound_and_matches_nothing_by_it() -> None:
    assert sound("王") == ""
