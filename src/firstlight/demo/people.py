"""The invented people, read from the files beside this module: who works in the trust and who is looked after."""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from firstlight.apps.people.details import PatientDetails
from firstlight.demo.numbers import synthetic_nhs_number
from firstlight.demo.vitals import Person

DATA = files("firstlight.demo") / "data"
PHONE = "07700 900{:03d}"  # kept by the regulator for drama: nobody has these
KIN_FROM = 500
LAST_AGE_ASKED = 55


@dataclass(frozen=True, slots=True)
class Invented:
    """A row of patients.csv: `details` as registered; `allergy`, `reaction` and `kin` empty where there is none."""

    index: int
    details: PatientDetails
    clinic: str
    weight_kg: float
    person: Person
    allergy: str
    reaction: str
    kin: str
    relation: str
    restricted: bool

    @property
    def name(self) -> str:
        """Family name and given names, which no two share."""
        return f"{self.details.family_name}, {self.details.given_names}"

    @property
    def full_name(self) -> str:
        return f"{self.details.given_names} {self.details.family_name}"

    @property
    def kin_phone(self) -> str:
        return PHONE.format(KIN_FROM + self.index)

    def pregnancy_is_asked_about(self, day: date) -> bool:
        """Whether a nurse would ask: a rule of thumb for invented people, not a rule of care."""
        return self.details.sex == "female" and day.year - self.details.birth_date.year <= LAST_AGE_ASKED


@cache
def trust() -> dict[str, Any]:
    """The trust, its clinics and its staff, as in trust.toml."""
    return tomllib.loads((DATA / "trust.toml").read_text(encoding="utf-8"))


def clinics() -> dict[str, dict[str, Any]]:
    """The clinics by code, in the file's order."""
    return {clinic["ods_code"]: clinic for clinic in trust()["clinics"]}


@cache
def patients() -> tuple[Invented, ...]:
    """Everybody in patients.csv, each with a number of the range that is never issued."""
    rows = csv.DictReader((DATA / "patients.csv").read_text(encoding="utf-8").splitlines())
    return tuple(_invented(index, row) for index, row in enumerate(rows))


def _invented(index: int, row: dict[str, str]) -> Invented:
    rest = {kind: float(row[kind]) for kind in ("systolic", "diastolic", "pulse")}
    return Invented(
        index=index,
        details=_details(index, row),
        clinic=row["clinic"],
        weight_kg=float(row["weight_kg"]),
        person=Person(index, rest, float(row["response"])),
        allergy=row["allergy"],
        reaction=row["reaction"],
        kin=row["kin"],
        relation=row["relation"],
        restricted=bool(row["restricted"]),
    )


def _details(index: int, row: dict[str, str]) -> PatientDetails:
    clinic, (code, practice) = clinics()[row["clinic"]], trust()["practices"][row["practice"]]
    return PatientDetails(
        **{name: row[name] for name in ("given_names", "family_name", "known_as", "title", "sex", "ethnicity")},
        birth_date=date.fromisoformat(row["birth_date"]),
        nhs_number=synthetic_nhs_number(index),
        contact_preference=row["contact"],
        phone=PHONE.format(index),
        email=f"patient{index}@invented.example" if row["contact"] == "email" else "",
        address=f"{row['street']}, {clinic['town']}",
        postcode=f"{clinic['postcode']} {index % 9 + 1}AB",
        language=row["interpreter"] or "English",
        interpreter_needed=bool(row["interpreter"]),
        reasonable_adjustments=row["adjustments"],
        gp_practice_code=code,
        gp_practice_name=practice,
        community_team=clinic["community_team"],
        no_known_allergies=not row["allergy"],
    )
