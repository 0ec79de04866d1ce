"""A person withdraws consent, to whoever is with them: a nurse may write it down as well as a doctor. The consent before
it stays on file."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion.actions.writing.versions import touch_ahead
from firstlight.apps.pathway import policies
from firstlight.apps.pathway.models import Consent
from firstlight.apps.people import queries as people


@action(verb="consent.withdrawn", permission="session.check")
def withdraw_consent(act: Act, *, patient_id: int, clinic_id: int, reason: str) -> int:
    """The id of the withdrawal. Raises Conflict where no consent stands."""
    act.allow(clinic_id)
    patient, now = people.survivor(patient_id), clock.now()
    standing = policies.consent_to_withdraw(patient.pk, clinic_id, reason, now)
    withdrawal = Consent.objects.create(
        patient_id=patient.pk,
        clinic_id=clinic_id,
        covers=standing.covers,
        leaflet=standing.leaflet,
        signed_name=standing.signed_name,
        signed_at=now,
        taken_by_id=act.actor.staff_id,
        recorded_at=now,
        withdrawn=True,
        reason=reason.strip(),
    )
    touch_ahead(patient_ids=people.rows_of(patient.pk), clinic_id=clinic_id)
    act.record(subject=withdrawal, patient_id=patient.pk, clinic_id=clinic_id, reason=withdrawal.reason)
    act.changed(clinic_id)
    return withdrawal.pk
