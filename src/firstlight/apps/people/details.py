"""What is written down of a person when they are registered and whenever it is put right: one form, one set of columns."""

from dataclasses import dataclass, fields
from datetime import date

from firstlight.apps.people.models import Patient


@dataclass(frozen=True, slots=True)
class PatientDetails:
    """As typed. `nhs_number` in any spacing, or "" with `nhs_number_missing` saying why there is none."""

    given_names: str
    family_name: str
    birth_date: date
    sex: str
    nhs_number: str = ""
    nhs_number_missing: str = ""
    title: str = ""
    known_as: str = ""
    ethnicity: str = ""
    contact_preference: str = Patient.Contact.PHONE.value
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    language: str = "English"
    interpreter_needed: bool = False
    reasonable_adjustments: str = ""
    gp_practice_code: str = ""
    gp_practice_name: str = ""
    community_team: str = ""
    no_known_allergies: bool = False


COLUMNS = tuple(field.name for field in fields(PatientDetails))


def details_of(person: Patient) -> PatientDetails:
    """What is stored now."""
    stored = {name: getattr(person, name) for name in COLUMNS}
    return PatientDetails(**stored | {"nhs_number": person.nhs_number or ""})


def heading_of(column: str) -> str:
    """A column as the beginning of a line: "Birth date", "NHS number"."""
    words = words_of(column)
    return words[:1].upper() + words[1:]


def words_of(column: str) -> str:
    """A column as people call it: "birth date", "NHS number"."""
    name = str(getattr(Patient._meta.get_field(column), "verbose_name", column))
    return name.replace("gp ", "GP ").replace("nhs ", "NHS ")
