"""Consent is put on file: what was explained, on which leaflet, who signed it and when, and who took it."""

from datetime import date, datetime

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion.actions.writing.versions import touch_ahead
from firstlight.apps.pathway import policies
from firstlight.apps.pathway.models import Consent
from firstlight.apps.people import queries as people


@action(verb="consent.recorded", permission="consent.record")
def record_consent(
    act: Act,
    *,
    patient_id: int,
    clinic_id: int,
    covers: str,
    leaflet: str,
    signed_name: str,
    signed_at: datetime,
    expires_on: date | None = None,
) -> int:
    """The consent's id. Raises Invalid naming the field."""
    act.allow(clinic_id)
    patient = people.survivor(patient_id)
    now = clock.now()
    policies.check_consent(covers, leaflet, signed_name, signed_at, expires_on, now)
    consent = Consent.objects.create(
        patient_id=patient.pk,
        clinic_id=clinic_id,
        covers=covers.strip(),
        leaflet=leaflet.strip(),
        signed_name=signed_name.strip(),
        signed_at=signed_at,
        expires_on=expires_on,
        taken_by_id=act.actor.staff_id,
        recorded_at=now,
    )
    touch_ahead(patient_ids=people.rows_of(patient.pk), clinic_id=clinic_id)
    act.record(subject=consent, patient_id=patient.pk, clinic_id=clinic_id, leaflet=consent.leaflet)
    act.changed(clinic_id)
    return consent.pk
