"""Who this is, as shown at the head of every pane: name, birth date, NHS number, allergies. The same words everywhere, so
that two screens side by side can be told apart or matched at a glance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import FilteredRelation, Q

from firstlight.apps.people.models import Patient
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
    def listed(self) -> str:
        """As in a list of people whose records are not open: a restricted one by surname alone."""
        return f"{self.surname.upper()} (restricted record)" if self.restricted else self.name

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
    """By the id asked for, in two queries however many. A merged row shows the person who stands for it."""
    rows = Patient.objects.filter(pk__in=set(patient_ids)).select_related("merged_into__merged_into__merged_into")
    return banners_of(rows)


def banners_of(rows: Iterable[Patient]) -> dict[int, PatientBanner]:
    """The same for rows at hand, in one query, and one more for each layer of merges above or beneath them."""
    people = {row.pk: _stands(row) for row in rows}
    allergies, restricted = _of_every_row({person.pk for person in people.values()})
    return {pk: _banner(person, allergies[person.pk], person.pk in restricted) for pk, person in people.items()}


def _stands(row: Patient) -> Patient:
    while row.merged_into is not None:
        row = row.merged_into
    return row


def _of_every_row(people: set[int]) -> tuple[dict[int, list[AllergyLine]], set[int]]:
    """Each person's allergies, and who is restricted: merged rows keep their own, and all of them count."""
    restricted: set[int] = set()
    found: dict[int, list[AllergyLine]] = {pk: [] for pk in people}
    stands = {pk: pk for pk in people}
    own, layer = people, people
    while layer:
        merged = set()
        for row, into, closed, substance, reaction, severe in _with_allergies(own, layer):
            if row not in stands:
                merged.add(row)
                stands[row] = stands[into]
            if closed:
                restricted.add(stands[row])
            if substance is not None:
                found[stands[row]].append(AllergyLine(substance, reaction, severe))
        own, layer = set(), merged
    return found, restricted


def _with_allergies(own: set[int], beneath: set[int]) -> Iterable[tuple[int, int, bool, str | None, str, bool]]:
    """A line for each allergy that stands of these rows and of those merged into them; one without a substance for none."""
    noted = FilteredRelation("allergies", condition=Q(allergies__ended_at__isnull=True))
    rows = Patient.objects.filter(Q(pk__in=own) | Q(merged_into_id__in=beneath)).annotate(noted=noted)
    lines = rows.order_by("-noted__severe", "noted__recorded_at", "id")
    return lines.values_list(
        "id", "merged_into_id", "restricted", "noted__substance", "noted__reaction", "noted__severe"
    )


def _banner(person: Patient, allergies: list[AllergyLine], restricted: bool) -> PatientBanner:
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
        allergies=tuple(allergies),
        no_known_allergies=person.no_known_allergies,
        restricted=restricted,
        interpreter=person.language if person.interpreter_needed else "",
        adjustments=person.reasonable_adjustments,
    )
