"""Looking for a person: by NHS number in any spacing, a number of the trust's own, parts of a name, a birth date, or
these together. Only people of the clinic being worked in are named; a restricted one by surname alone."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from firstlight.apps.actor import Actor
from firstlight.apps.people.models import Clinic, LocalIdentifier, Patient
from firstlight.apps.people.names import folded
from firstlight.apps.people.numbers import digits, looks_like_one
from firstlight.apps.people.permissions import check_may, may
from firstlight.apps.people.queries.patients import (
    in_scope,
    opened_with_reason,
    restricted_among,
    rows_of,
    rows_of_each,
    survivor,
)
from firstlight.apps.refusals import Invalid

MOST = 50
DATE = re.compile(r"\b(\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{4}|\d{4}-\d{2}-\d{2})\b")
DATE_FORMS = ("%d-%m-%Y", "%d-%b-%Y", "%d-%B-%Y", "%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Hit:
    """One person found. `found_as` names the merged row that matched; `masked` leaves only the surname to be shown."""

    patient: Patient
    found_as: str = ""
    masked: bool = False


def search_patients(actor: Actor, clinic: Clinic, text: str) -> list[Hit]:
    """People of this clinic whom the words fit, by name, at most 50. Raises Forbidden."""
    check_may(actor, "patient.search", clinic.pk)
    wanted = _wanted(text)
    if wanted is None:
        return []
    found = in_scope(clinic.pk).filter(wanted).order_by("family_key", "given_key", "birth_date")[:MOST]
    return _as_people(actor, list(found))


def search_rows(clinic_id: int, text: str) -> list[int]:
    """Ids of the rows that the words fit, at most 50: for narrowing a list by person, not for opening one. A whole number
    names somebody of any clinic: the list itself says what may be seen of them."""
    wanted = _wanted(text)
    if wanted is None:
        return []
    here = in_scope(clinic_id).filter(wanted).values_list("id", flat=True)[:MOST]
    return [*here, *Patient.objects.filter(_by_number(text)).values_list("id", flat=True)]


def person_numbered(clinic: Clinic, text: str) -> int:
    """The id of the one person of this clinic whom a whole number names. Raises Invalid."""
    rows = {survivor(pk).pk for pk in in_scope(clinic.pk).filter(_by_number(text)).values_list("id", flat=True)}
    if len(rows) != 1:
        raise Invalid("This number names nobody in this clinic. Check it, or leave it empty.", "whose")
    return rows.pop()


def found_elsewhere(actor: Actor, clinic: Clinic, text: str) -> Patient | None:
    """The person of another clinic whom a whole number names: for whoever may open a record with a reason."""
    if not may(actor, "patient.breakglass", clinic.pk):
        return None
    row = Patient.objects.filter(_by_number(text)).first()
    if row is None:
        return None
    person = survivor(row.pk)
    return None if in_scope(clinic.pk).filter(pk__in=rows_of(person.pk)).exists() else person


def born_on(text: str) -> date | None:
    """A birth date as people write it: 2/9/1974, 02-Sep-1974, 2 September 1974, 1974-09-02."""
    plain = re.sub(r"[/. ]", "-", text.strip())
    for form in DATE_FORMS:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _wanted(text: str) -> Q | None:
    """What to look for, or None where nothing was typed."""
    text = _plain(text)
    if not text:
        return None
    if looks_like_one(text):
        return _by_number(text)
    names, dates = DATE.sub(" ", text), [day for match in DATE.findall(text) if (day := born_on(match))]
    by_words = Q()
    for day in dates:
        by_words &= Q(birth_date=day)
    for word in folded(names).split():
        by_words &= Q(family_key__contains=word) | Q(given_key__contains=word)
    return _by_number(text) | by_words if by_words else _by_number(text)


def _by_number(text: str) -> Q:
    """A whole number, the NHS's or a trust's own: never a part of one. One no longer in use still stands on old letters."""
    typed = _plain(text)
    holders = LocalIdentifier.objects.filter(value__iexact=typed, entered_in_error=False).values("patient_id")
    return Q(nhs_number=digits(typed)) | Q(pk__in=holders)


def _plain(text: str) -> str:
    """Without its outer spaces, and without the one letter that PostgreSQL does not know."""
    return text.replace("\0", "").strip()


def _as_people(actor: Actor, rows: list[Patient]) -> list[Hit]:
    """Each person once, as the row that stands for them; masked where any of their rows is restricted and none was opened."""
    numbers = rows_of_each(row.pk for row in rows)
    closed = restricted_among(numbers)
    opened = opened_with_reason(actor, {number for theirs in numbers.values() for number in theirs})
    hits: dict[int, Hit] = {}
    for row in rows:
        person = row if row.merged_into_id is None else survivor(row.pk)
        found_as = "" if person.pk == row.pk else str(row)
        masked = row.pk in closed and not numbers[row.pk] & opened
        if person.pk not in hits or found_as == "":
            hits[person.pk] = Hit(person, found_as, masked)
    return list(hits.values())


def starts_with(text: str) -> dict[str, str]:
    """What was searched for, as the beginning of a registration: a number, or names with the last as the family name."""
    if looks_like_one(text):
        return {"nhs_number": text}
    days, words = DATE.findall(text), DATE.sub(" ", text).split()
    begun = {"birth_date": days[0]} if days else {}
    if words and not any(sign.isdigit() for word in words for sign in word):
        begun |= {"family_name": words[-1].capitalize(), "given_names": " ".join(words[:-1]).title()}
    return begun
