"""A number was mistyped: the right one takes its place. The wrong one stays, marked as entered in error, and finds nobody."""

from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.actions.writing.endings import end_entry, held_entry
from firstlight.apps.people.identities import hold_identities
from firstlight.apps.people.models import LocalIdentifier
from firstlight.apps.people.queries import clinic, patient_for
from firstlight.apps.refusals import Invalid


@action(verb="patient.identifier.corrected", permission="patient.amend")
def correct_local_identifier(act: Act, *, identifier_id: int, clinic_id: int, value: str, reason: str) -> int:
    """The id of the new entry. Raises Invalid for a number that names somebody, IllegalMove for one that was ended."""
    act.allow(clinic_id)
    hold_identities()
    was = held_entry(LocalIdentifier, identifier_id)
    patient_for(act.actor, clinic(clinic_id), was.patient_id)
    if value.strip() == was.value:
        raise Invalid("That is the number as it is written down. Change what is wrong, or go back.", "value")
    end_entry(act, was, reason, in_error=True)
    typed = policies.checked_local_number(value, was.trust_id, was.patient_id)
    identifier = LocalIdentifier.objects.create(patient_id=was.patient_id, trust_id=was.trust_id, value=typed)
    act.record(
        subject=identifier,
        patient_id=identifier.patient_id,
        clinic_id=clinic_id,
        value=typed,
        was=was.value,
        reason=was.ended_reason,
    )
    return identifier.pk
