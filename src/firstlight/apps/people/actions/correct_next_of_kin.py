"""A next of kin is written down anew: another number, another spelling. The entry as it was stays, ended with the reason."""

from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.actions.writing.endings import end_entry, held_entry
from firstlight.apps.people.models import NextOfKin
from firstlight.apps.people.queries import clinic, patient_for
from firstlight.apps.refusals import Invalid


@action(verb="patient.next_of_kin.corrected", permission="patient.amend")
def correct_next_of_kin(
    act: Act, *, kin_id: int, clinic_id: int, name: str, relationship: str, phone: str, reason: str
) -> int:
    """The id of the new entry. Raises Invalid where nothing differs, and IllegalMove for one that was ended."""
    act.allow(clinic_id)
    was = held_entry(NextOfKin, kin_id)
    patient_for(act.actor, clinic(clinic_id), was.patient_id)
    policies.check_can_be_called(name, phone)
    kin = NextOfKin(
        patient_id=was.patient_id, name=name.strip(), relationship=relationship.strip(), phone=phone.strip()
    )
    changed = [column for column in ("name", "relationship", "phone") if getattr(was, column) != getattr(kin, column)]
    if not changed:
        raise Invalid("Nothing differs from what is written down. Change what is wrong, or go back.", "name")
    end_entry(act, was, reason, in_error=False)
    kin.save()
    act.record(
        subject=kin,
        patient_id=kin.patient_id,
        clinic_id=clinic_id,
        relationship=kin.relationship,
        changed=changed,
        reason=was.ended_reason,
    )
    return kin.pk
