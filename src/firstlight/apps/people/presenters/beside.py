"""Two records laid side by side, so that somebody can see whether they are one person."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from firstlight.apps.people.details import COLUMNS, heading_of
from firstlight.apps.people.models import Patient
from firstlight.apps.people.numbers import spaced
from firstlight.apps.people.queries import patient_banners


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison. `differs` in words as well as in weight: colour is never alone."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        return self.one != self.other


def beside(one: Patient, other: Patient) -> list[Row]:
    """Every column that either of them has, then their allergies."""
    banners = patient_banners([one.pk, other.pk])
    rows = [Row(heading_of(name), _words(one, name), _words(other, name)) for name in COLUMNS]
    rows.append(Row("Allergies", banners[one.pk].allergies_text, banners[other.pk].allergies_text))
    return [row for row in rows if (row.one, row.other) != ("", "")]


def _words(person: Patient, column: str) -> str:
    """What is stored in a column, as people read it."""
    value: Any = getattr(person, column)
    if column == "nhs_number":
        return spaced(value)
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, date):
        return f"{value:%d-%b-%Y}"
    shown = getattr(person, f"get_{column}_display", None)
    return str(shown() if shown else value)
