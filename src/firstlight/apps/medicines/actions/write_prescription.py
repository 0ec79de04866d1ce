"""A prescriber signs what one session is given. The arithmetic is worked again here from weight and mg/kg, and the
figures on the prescriber's screen must agree with it."""

from decimal import Decimal

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import queries as infusion
from firstlight.apps.infusion.actions.writing.versions import touch
from firstlight.apps.medicines import permissions, policies
from firstlight.apps.medicines.models import Prescription
from firstlight.apps.medicines.queries import prescription_for


@action(verb="prescription.written", permission="prescription.write")
def write_prescription(
    act: Act,
    *,
    session_id: int,
    weight_kg: Decimal,
    mg_per_kg: Decimal | None = None,
    shown_dose_mg: Decimal | None = None,
    shown_rate_ml_h: Decimal | None = None,
    confirmed: bool = False,
) -> int:
    """The prescription's id. One that stands already is replaced by it, and both checks are asked again.

    Raises Invalid where the figures on the screen are not what the arithmetic gives; asks once (NeedsConfirmation) where
    a cap holds the dose or the weight is not the one recorded; IllegalMove once the drug has begun.
    """
    touch(session_id)  # and so holds the session's row: two prescribers at once do not both stand
    session = infusion.session_row(session_id)
    act.allow(session.clinic_id)
    signed_by_id = permissions.check_prescriber(act.actor)
    policies.check_not_begun(session)
    protocol = infusion.protocol_in(session.clinic_id, session.protocol_id).protocol
    plan = policies.worked_dose(protocol, weight_kg, mg_per_kg)
    policies.check_figures(plan, shown_dose_mg, shown_rate_ml_h)
    policies.ask_once(protocol, plan, infusion.weight_recorded(session_id), confirmed)
    standing = prescription_for(session_id)
    row = Prescription.objects.create(
        session_id=session_id,
        drug=protocol.drug,
        route=protocol.route,
        weight_kg=plan.weight_kg,
        weight_basis=plan.weight_basis,
        mg_per_kg=plan.mg_per_kg,
        dose_mg=plan.dose_mg,
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
        rate_ml_h=str(row.rate_ml_h),
        replaces=row.replaces_id,
    )
    act.changed(session.clinic_id)
    return row.pk
