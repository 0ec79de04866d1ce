"""Put a person's details right. Whoever was second sees what the first one changed, and keeps what they typed."""

from dataclasses import asdict
from zoneinfo import ZoneInfo

from firstlight.apps.action import Act, action
from firstlight.apps.audit.queries import entries_of_subject
from firstlight.apps.people import policies
from firstlight.apps.people.details import PatientDetails, details_of, words_of
from firstlight.apps.people.identities import hold_identities
from firstlight.apps.people.models import Patient
from firstlight.apps.people.queries import clinic, patient_for
from firstlight.apps.refusals import Conflict

LABEL = "people.Patient"


@action(verb="patient.amended", permission="patient.amend")
def amend_patient(act: Act, *, patient_id: int, clinic_id: int, version: int, details: PatientDetails) -> int:
    """`version` is the one that was on the screen. Raises Conflict where the record has moved on, and Invalid."""
    act.allow(clinic_id)
    hold_identities()
    place = clinic(clinic_id)
    person = Patient.objects.select_for_update(no_key=True).get(pk=patient_for(act.actor, place, patient_id).pk)
    if person.version != version:
        raise Conflict(_who_was_first(person))
    policies.check_birth_date(details.birth_date)
    policies.check_allergies_agree(details, person.pk)
    number = policies.checked_number(details, invented=place.trust.synthetic, besides=person.pk)
    changed = _changed(person, details, number)
    person.version += 1
    person.save()
    act.record(subject=person, patient_id=person.pk, clinic_id=clinic_id, changed=changed)
    act.changed(clinic_id)
    return person.pk


def _changed(person: Patient, details: PatientDetails, number: str | None) -> list[str]:
    """Put the new words in, and name the columns they changed. The old words stay in the history."""
    before = asdict(details_of(person))
    after = asdict(details) | {"nhs_number": number}
    for column, value in after.items():
        setattr(person, column, value)
    return [words_of(column) for column, value in after.items() if (value or "") != (before[column] or "")]


def _who_was_first(person: Patient) -> str:
    last = next((entry for entry in entries_of_subject(LABEL, person.pk) if entry.verb == "patient.amended"), None)
    if last is None:
        return "This record changed while you were typing. What you typed is kept: compare it, then save again."
    at = last.at.astimezone(ZoneInfo("Europe/London"))
    return (
        f"{last.actor_name} changed this record at {at:%H:%M} while you were typing. What you typed is kept: "
        "where it differs, what is stored now is shown beside the field. Compare, then save again."
    )
