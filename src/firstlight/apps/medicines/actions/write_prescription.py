"""A prescriber signs what one session is given. The arithmetic is worked again here from weight and mg/kg, or from the
number of devices, and the figures on the prescriber's screen must agree with it."""

from decimal import Decimal

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import queries as infusion
from firstlight.apps.infusion.actions.writing.versions import touch
from firstlight.apps.medicines import permissions, policies
from firstlight.apps.medicines.models import Prescription
from firstlight.apps.medicines.queries import last_given, prescription_for
from firstlight.apps.people import queries as people


@action(verb="prescription.written", permission="prescription.write")
def write_prescription(
    act: Act,
    *,
    session_id: int,
    weight_kg: Decimal | None = None,
    mg_per_kg: Decimal | None = None,
    devices: int | None = None,
    shown_dose_mg: Decimal | None = None,
    shown_rate_ml_h: Decimal | None = None,
    confirmed: bool = False,
) -> int:
    """The prescription's id. One that stands already is replaced by it, and both checks are asked again.

    `weight_kg` and `mg_per_kg` for a dose worked from weight, `devices` for one that is counted. Raises Invalid where the
    figures on the screen are not what the arithmetic gives; asks once (NeedsConfirmation) about what is unlike the
    protocol or the last session; IllegalMove once the drug has begun.
    """
    touch(session_id)  # and so holds the session's row: two prescribers at once do not both stand
    session = infusion.session_row(session_id)
    act.allow(session.clinic_id)
    signed_by_id = permissions.check_prescriber(act.actor)
    policies.check_not_begun(session)
    protocol = infusion.protocol_in(session.clinic_id, session.protocol_id).protocol
    age = infusion.age_at(session)
    plan = policies.worked_dose(protocol, weight_kg, mg_per_kg, devices, age)
    policies.check_figures(plan, shown_dose_mg, shown_rate_ml_h)
    last = last_given(people.rows_of(session.patient_id), session_id)
    policies.ask_once(protocol, plan, infusion.weight_recorded(session_id), last, age, confirmed)
    standing = prescription_for(session_id)
    row = Prescription.objects.create(
        session_id=session_id,
        drug=protocol.drug,
        route=protocol.route,
        given_by=protocol.given_by,
        weight_kg=plan.weight_kg,
        weight_basis=plan.weight_basis,
        mg_per_kg=plan.mg_per_kg,
        dose_mg=plan.dose_mg,
        devices=plan.devices,
        concentration_mg_ml=plan.concentration_mg_ml,
        volume_ml=plan.volume_ml,
        rate_ml_h=plan.rate_ml_h,
        minutes=plan.minutes,
        steps=list(plan.steps),
        signed_by_id=signed_by_id,
        signed_at=clock.now(),
        replaces_id=standing.id if standing else None,
    )
    act.record(
        subject=row,
        patient_id=session.patient_id,
        clinic_id=session.clinic_id,
        session_id=session_id,
        dose_mg=str(row.dose_mg),
        rate_ml_h=None if row.rate_ml_h is None else str(row.rate_ml_h),
        devices=row.devices,
        replaces=row.replaces_id,
    )
    act.changed(session.clinic_id)
    return row.pk
