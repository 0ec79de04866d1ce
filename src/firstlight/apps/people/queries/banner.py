"""Who this is, as shown at the head of every pane: name, birth date, NHS number, allergies. The same words everywhere, so
that two screens side by side can be told apart or matched at a glance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from firstlight.apps.people.models import Allergy, Patient
from firstlight.apps.people.numbers import spaced
from firstlight.apps.people.queries.dates import today

ASK = "Allergies not recorded: ask"


@dataclass(frozen=True, slots=True)
class AllergyLine:
    """One thing not to be given."""

    substance: str
    reaction: str
    severe: bool


@dataclass(frozen=True, slots=True)
class PatientBanner:
    """`allergies` is empty both where there are none known and where nobody asked: `allergies_text` tells them apart."""

    patient_id: int
    surname: str
    given_names: str
    title: str
    known_as: str
    birth_date: date
    years: int
    nhs_number: str
    nhs_number_missing: str
    allergies: tuple[AllergyLine, ...]
    no_known_allergies: bool
    restricted: bool
    interpreter: str
    adjustments: str

    @property
    def name(self) -> str:
        """GREY, Alma (Mrs)."""
        title = f" ({self.title})" if self.title else ""
        return f"{self.surname.upper()}, {self.given_names}{title}"

    @property
    def born(self) -> str:
        """02-Sep-1974 (52y)."""
        return f"{self.birth_date:%d-%b-%Y} ({self.years}y)"

    @property
    def number(self) -> str:
        """999 000 1073, or why there is none."""
        return spaced(self.nhs_number) or f"none: {self.nhs_number_missing}"

    @property
    def allergies_text(self) -> str:
        """Every allergy, "No known allergies", or that nobody has asked."""
        if self.allergies:
            return "; ".join(f"{line.substance} ({line.reaction})" for line in self.allergies)
        return "No known allergies" if self.no_known_allergies else ASK


def patient_banner(patient_id: int) -> PatientBanner:
    """One person's. Raises KeyError for a row that does not exist."""
    return patient_banners([patient_id])[patient_id]


def patient_banners(patient_ids: Iterable[int]) -> dict[int, PatientBanner]:
    """By the id asked for, in three queries however many. A merged row shows the person who stands for it."""
    asked = set(patient_ids)
    rows = Patient.objects.filter(pk__in=asked).select_related("merged_into__merged_into__merged_into")
    people = {row.pk: _stands(row) for row in rows}
    family = _families({person.pk for person in people.values()})
    allergies = _allergies({row for members in family.values() for row in members})
    return {pk: _banner(person, [allergies.get(row, []) for row in family[person.pk]]) for pk, person in people.items()}


def _stands(row: Patient) -> Patient:
    while row.merged_into is not None:
        row = row.merged_into
    return row


def _families(people: set[int]) -> dict[int, list[int]]:
    """Each person's rows: merged rows keep their own allergies, and all of them count."""
    family, stands = {pk: [pk] for pk in people}, {pk: pk for pk in people}
    layer = people
    while layer:
        merged = list(Patient.objects.filter(merged_into_id__in=layer).values_list("id", "merged_into_id"))
        for row, into in merged:
            stands[row] = stands[into]
            family[stands[row]].append(row)
        layer = {row for row, _ in merged}
    return family


def _allergies(rows: set[int]) -> dict[int, list[AllergyLine]]:
    found: dict[int, list[AllergyLine]] = {}
    for row in Allergy.objects.filter(patient_id__in=rows, entered_in_error="").order_by("-severe", "recorded_at"):
        found.setdefault(row.patient_id, []).append(AllergyLine(row.substance, row.reaction, row.severe))
    return found


def _banner(person: Patient, allergies: list[list[AllergyLine]]) -> PatientBanner:
    born, now = person.birth_date, today()
    return PatientBanner(
        patient_id=person.pk,
        surname=person.family_name,
        given_names=person.given_names,
        title=person.title,
        known_as=person.known_as,
        birth_date=born,
        years=now.year - born.year - ((now.month, now.day) < (born.month, born.day)),
        nhs_number=person.nhs_number or "",
        nhs_number_missing=person.nhs_number_missing,
        allergies=tuple(line for lines in allergies for line in lines),
        no_known_allergies=person.no_known_allergies,
        restricted=person.restricted,
        interpreter=person.language if person.interpreter_needed else "",
        adjustments=person.reasonable_adjustments,
    )
