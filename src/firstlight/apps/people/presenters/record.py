"""One person's record as its page shows it: facts in words, who looks after them, and who did what."""

from dataclasses import dataclass
from typing import Any

from firstlight.apps.audit import queries as audit
from firstlight.apps.infusion import queries as infusion
from firstlight.apps.people.forms.patients import ETHNICITY
from firstlight.apps.people.models import BreakGlass, CareAt, Clinic, Merge, Patient
from firstlight.apps.people.presenters.kept import ElsewhereLine, KeptLine, elsewhere_lines, kept_lines
from firstlight.apps.people.queries import record as stored
from firstlight.apps.people.queries import rows_of

MOST_ENTRIES = 60
ASKED = dict(ETHNICITY)


@dataclass(frozen=True, slots=True)
class Record:
    """Everything below the banner. `may` holds the rights of whoever looks, for showing what they can do."""

    patient_id: int
    restricted: bool
    facts: list[tuple[str, str]]
    allergies: list[KeptLine]
    no_known_allergies: bool
    kin: list[KeptLine]
    identifiers: list[KeptLine]
    elsewhere: list[ElsewhereLine]
    care: list[CareAt]
    here_now: bool
    merges: list[Merge]
    openings: list[BreakGlass]
    sessions: list[Any]
    cancelled: dict[int, Any]
    entries: list[audit.Line]
    may: frozenset[str]


def record_of(person: Patient, clinic: Clinic, may: frozenset[str]) -> Record:
    """Read together over every row of the person."""
    rows = rows_of(person.pk)
    care = list(stored.care_of(rows))
    sessions = infusion.sessions_of_patient(rows) if "session.view" in may else []
    return Record(
        patient_id=person.pk,
        restricted=person.restricted,
        facts=_facts(person),
        allergies=kept_lines(stored.allergies_of(rows)),
        no_known_allergies=person.no_known_allergies,
        kin=kept_lines(stored.next_of_kin_of(rows)),
        identifiers=kept_lines(stored.local_identifiers_of(rows)),
        elsewhere=elsewhere_lines(stored.made_elsewhere(rows)),
        care=care,
        here_now=any(stay.clinic_id == clinic.pk and stay.until is None for stay in care),
        merges=list(stored.merges_of(rows)),
        openings=list(stored.openings_now(rows)),
        sessions=sessions,
        cancelled=infusion.cancelled([session.pk for session in sessions]),
        entries=audit.told(audit.entries_of_patient(rows, MOST_ENTRIES)),
        may=may,
    )


def _facts(person: Patient) -> list[tuple[str, str]]:
    """What is known, in words; what is not known says so where somebody would look for it."""
    interpreter = ", an interpreter is needed" if person.interpreter_needed else ""
    practice = " ".join(part for part in (person.gp_practice_name, person.gp_practice_code) if part)
    return [
        ("Known as", person.known_as or person.given_names),
        ("Sex", person.get_sex_display()),
        ("Ethnicity", ASKED.get(person.ethnicity, person.ethnicity)),
        ("Reached by", person.get_contact_preference_display()),
        ("Telephone", person.phone or "none given"),
        ("E-mail", person.email or "none given"),
        ("Address", " ".join(f"{person.address} {person.postcode}".split()) or "none given"),
        ("Language", f"{person.language}{interpreter}"),
        ("Reasonable adjustments", person.reasonable_adjustments or "none recorded"),
        ("GP practice", practice or "none recorded"),
        ("Community team", person.community_team or "none recorded"),
    ]
