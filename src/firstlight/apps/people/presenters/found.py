"""People found, as rows of a list: enough to know who it is, and no more than may be shown."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from firstlight.apps.people.details import heading_of
from firstlight.apps.people.forms.patients import PatientForm
from firstlight.apps.people.models import Clinic, Patient
from firstlight.apps.people.numbers import spaced
from firstlight.apps.people.queries import Hit, Likely
from firstlight.apps.people.queries.patients import in_scope, restricted_among

NOT_SHOWN = "Restricted record: opens only with a reason"


@dataclass(frozen=True, slots=True)
class Line:
    """`note` says why it is on the list, where that is not plain. `masked` rows show the surname alone."""

    patient_id: int
    name: str
    born: date | None
    number: str
    note: str = ""
    masked: bool = False


def line(hit: Hit) -> Line:
    """One found by searching."""
    note = f"Found as {hit.found_as}, merged into this record" if hit.found_as else ""
    return _line(hit.patient, note, masked=hit.masked)


def likely_lines(likely: list[Likely], clinic: Clinic) -> list[Line]:
    """Who may be the person being registered, from whichever clinic: whoever registers must be able to tell."""
    found = [one.patient.pk for one in likely]
    here = set(in_scope(clinic.pk).filter(pk__in=found).values_list("pk", flat=True))
    closed = restricted_among(found)
    return [_line(one.patient, _why(one, one.patient.pk in here), masked=one.patient.pk in closed) for one in likely]


def _why(likely: Likely, here: bool) -> str:
    return likely.why if here else f"{likely.why}. Looked after by another clinic"


def differences(form: PatientForm, stored: dict[str, Any]) -> list[tuple[str, Any]]:
    """Columns whose stored words are not those typed: (the column in words, what is stored now)."""
    typed = asdict(form.details())
    return [(heading_of(name), stored[name] or "nothing") for name, words in typed.items() if words != stored[name]]


def _line(person: Patient, note: str, *, masked: bool) -> Line:
    if masked:
        return Line(person.pk, person.family_name.upper(), None, "", NOT_SHOWN, masked=True)
    title = f" ({person.title})" if person.title else ""
    return Line(person.pk, f"{person}{title}", person.birth_date, spaced(person.nhs_number), note)
