"""The invented people, read from the files beside this module: who works in the trust and who is looked after."""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from firstlight.apps.people.details import PatientDetails
from firstlight.demo.numbers import synthetic_nhs_number
from firstlight.demo.vitals import Person

DATA = files("firstlight.demo") / "data"


@dataclass(frozen=True, slots=True)
class Invented:
    """A row of patients.csv: `details` as registered, `allergy` and `reaction` empty where there is none."""

    index: int
    details: PatientDetails
    weight_kg: str
    rest: dict[str, float]
    allergy: str
    reaction: str
    note: str

    @property
    def name(self) -> str:
        return self.details.family_name

    @property
    def person(self) -> Person:
        """What the figures of this person's monitor are made from."""
        return Person(self.index, self.rest)


def trust() -> dict[str, Any]:
    """The trust, its clinics and its staff, as in trust.toml."""
    return tomllib.loads((DATA / "trust.toml").read_text(encoding="utf-8"))


def patients() -> list[Invented]:
    """Everybody in patients.csv, each with a number of the range that is never issued."""
    rows = csv.DictReader((DATA / "patients.csv").read_text(encoding="utf-8").splitlines())
    return [_invented(index, row) for index, row in enumerate(rows)]


def _invented(index: int, row: dict[str, str]) -> Invented:
    details = PatientDetails(
        given_names=row["given_names"],
        family_name=row["family_name"],
        title=row["title"],
        birth_date=date.fromisoformat(row["birth_date"]),
        sex=row["sex"],
        ethnicity=row["ethnicity"],
        nhs_number=synthetic_nhs_number(index),
        no_known_allergies=not row["allergy"],
        language=row["note"].removeprefix("interpreter ") if row["note"].startswith("interpreter") else "English",
        interpreter_needed=row["note"].startswith("interpreter"),
    )
    rest = {kind: float(row[kind]) for kind in ("systolic", "diastolic", "pulse")}
    return Invented(index, details, row["weight_kg"], rest, row["allergy"], row["reaction"], row["note"])
