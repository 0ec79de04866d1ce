"""Take a merge back: both rows are again what they were, with everything that was recorded on each."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.identities import hold_identities
from firstlight.apps.people.models import Patient
from firstlight.apps.people.queries import hold_person, rows_of
from firstlight.apps.people.queries.record import merge as stored
from firstlight.apps.refusals import IllegalMove


@action(verb="patient.merge.undone", permission="patient.merge")
def undo_merge(act: Act, *, merge_id: int, clinic_id: int, reason: str) -> int:
    """Raises IllegalMove where it was undone already, and while a session is under way on either row."""
    act.allow(clinic_id)
    hold_identities()
    why = policies.check_reason(reason)
    merge = stored(merge_id)
    policies.check_in_reach(act.actor, act.name.permission, merge.survivor_id)
    merged = Patient.objects.select_for_update(no_key=True).get(pk=merge.merged_id)
    hold_person(merge.survivor_id)
    if merge.undone_at is not None or merged.merged_into_id != merge.survivor_id:
        raise IllegalMove("This merge was undone already. Open either record to see it as it stands.")
    policies.check_no_live_session(rows_of(merge.survivor_id), "parted")
    merged.merged_into = None
    merged.save()
    merge.undone_at, merge.undone_by_id, merge.undone_reason = clock.now(), act.actor.staff_id, why
    merge.save()
    act.record(
        subject=merge,
        patient_id=merged.pk,
        clinic_id=clinic_id,
        parted=merged.pk,
        was_into=merge.survivor_id,
        reason=why,
    )
    act.changed(clinic_id)
    return merge.pk
