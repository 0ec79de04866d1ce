"""A number in the trust's own system is no longer in use, or never was this person's. It stays, with the reason; one that
was never theirs finds them no more and may be given to whom it names."""

from firstlight.apps.action import Act, action
from firstlight.apps.people.actions.writing.endings import checked_owner, end_entry, held_entry
from firstlight.apps.people.identities import hold_identities
from firstlight.apps.people.models import LocalIdentifier
from firstlight.apps.people.queries import clinic, patient_for


@action(verb="patient.identifier.ended", permission="patient.amend")
def end_local_identifier(
    act: Act,
    *,
    identifier_id: int,
    clinic_id: int,
    reason: str,
    in_error: bool = False,
    belongs_to_id: int | None = None,
) -> int:
    """`belongs_to_id` is the person whom it names. Raises Invalid, and IllegalMove where it was ended already."""
    act.allow(clinic_id)
    hold_identities()
    identifier, place = held_entry(LocalIdentifier, identifier_id), clinic(clinic_id)
    patient_for(act.actor, place, identifier.patient_id)
    owner = checked_owner(act, place, identifier.patient_id, belongs_to_id) if in_error else None
    end_entry(act, identifier, reason, in_error=in_error, belongs_to_id=owner)
    act.record(
        subject=identifier,
        patient_id=identifier.patient_id,
        clinic_id=clinic_id,
        value=identifier.value,
        reason=identifier.ended_reason,
        in_error=in_error,
        belongs_to=owner,
    )
    return identifier.pk
