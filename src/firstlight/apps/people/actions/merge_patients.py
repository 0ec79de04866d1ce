"""Two rows are one person: one redirects to the other. Nothing moves, so that it can be undone whole."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.people import policies
from firstlight.apps.people.identities import hold_identities
from firstlight.apps.people.models import Merge, Patient
from firstlight.apps.refusals import NotThere


@action(verb="patient.merged", permission="patient.merge")
def merge_patients(act: Act, *, merged_id: int, survivor_id: int, clinic_id: int, reason: str) -> int:
    """`survivor_id` stands for both from now on. Raises IllegalMove while a session is under way on either."""
    act.allow(clinic_id)
    hold_identities()
    why = policies.check_reason(reason)
    for patient_id in (merged_id, survivor_id):
        policies.check_in_reach(act.actor, act.name.permission, patient_id)
    both = Patient.objects.select_for_update(no_key=True).filter(pk__in=[merged_id, survivor_id]).order_by("pk")
    rows = {row.pk: row for row in both}
    if len(rows) < len({merged_id, survivor_id}):
        raise NotThere("One of these records does not exist. Search for both again.")
    merged, survivor = rows[merged_id], rows[survivor_id]
    policies.check_may_merge(merged, survivor)
    merged.merged_into = survivor
    merged.save()
    merge = Merge.objects.create(merged=merged, survivor=survivor, reason=why, at=clock.now(), by_id=act.actor.staff_id)
    act.record(
        subject=merge, patient_id=survivor.pk, clinic_id=clinic_id, merged=merged.pk, into=survivor.pk, reason=why
    )
    act.changed(clinic_id)
    return merge.pk
