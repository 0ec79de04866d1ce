"""Whether a person is known already. Asked of the whole database before anybody is registered: the same NHS number is the
same person; the same birth date with a like name, or a like name with the birth date turned about, may be."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from firstlight.apps.people.models import Patient
from firstlight.apps.people.names import folded, sound


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody known already who may be the one being registered. `certain` when the NHS number is the same."""

    patient: Patient
    why: str
    certain: bool = False


def likely_duplicates(
    *, nhs_number: str | None, family_name: str, given_names: str, birth_date: date, besides: int | None = None
) -> list[Likely]:
    """Everybody who may be this person, most alike first. `besides` leaves out the row being looked at."""
    rows = Patient.objects.filter(_worth_comparing(nhs_number, family_name, birth_date)).exclude(pk=besides or 0)
    compared = [_compare(row, nhs_number, family_name, given_names, birth_date) for row in rows.order_by("id")]
    found = [likely for likely in compared if likely]
    return sorted(found, key=lambda likely: not likely.certain)


def _worth_comparing(nhs_number: str | None, family_name: str, birth_date: date) -> Q:
    alike = Q(family_key=folded(family_name)) | Q(family_sound=sound(family_name), family_sound__gt="")
    number = Q(nhs_number=nhs_number) if nhs_number else Q(pk__in=[])
    return number | alike | Q(birth_date=birth_date)


def _compare(row: Patient, nhs_number: str | None, family: str, given: str, born: date) -> Likely | None:
    if nhs_number and row.nhs_number == nhs_number:
        return Likely(row, "The same NHS number", certain=True)
    if nhs_number and row.nhs_number and row.birth_date != born:
        return None
    family_alike = row.family_key == folded(family) or (row.family_sound and row.family_sound == sound(family))
    given_alike = _given_alike(row.given_key, folded(given))
    if row.birth_date == born and (family_alike or given_alike):
        return Likely(row, "The same birth date and a like name")
    if family_alike and given_alike and _turned_about(row.birth_date, born):
        return Likely(row, "A like name, and a birth date that differs by one part")
    return None


def _given_alike(known: str, typed: str) -> bool:
    """One first name in common, or by sound."""
    known_words, typed_words = set(known.split()), set(typed.split())
    return bool(known_words & typed_words or {sound(w) for w in known_words} & {sound(w) for w in typed_words} - {""})


def _turned_about(one: date, other: date) -> bool:
    """Day and month exchanged, or one of the three parts mistyped."""
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return True
    return sum(a == b for a, b in zip(one.timetuple()[:3], other.timetuple()[:3], strict=True)) == 2
