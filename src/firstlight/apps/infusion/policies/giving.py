"""What may be given, and how fast: as prescribed and checked, never faster."""

from datetime import datetime
from decimal import Decimal

from firstlight.apps.infusion.days import day_of, wall_clock
from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.policies.moves import newest_words
from firstlight.apps.infusion.policies.times import standing_given
from firstlight.apps.infusion.states import State
from firstlight.apps.medicines.queries import Prescribed, prescription_for
from firstlight.apps.pathway.queries import consents_now
from firstlight.apps.refusals import IllegalMove, Invalid, NeedsConfirmation

MOST_ML_H = 1200
"""The fastest a ward's volumetric pump runs; a figure above it is a slip of the finger."""


def check_giving(session: Session) -> None:
    """Raises IllegalMove unless the drug is being given now."""
    if session.state != State.GIVING.value:
        stands = State(session.state).label.lower()
        raise IllegalMove(
            f"What is given is recorded while it is given; this session is {stands}. {newest_words(session)}"
        )


def consent_withdrawn_at(session: Session, now: datetime) -> datetime | None:
    """Since when the person's consent is withdrawn; None where it is not."""
    return consents_now([session.patient_id], session.clinic_id, day_of(now)).withdrawn_at.get(session.patient_id)


def check_consent_to_go_on(session: Session, now: datetime, confirmed: bool, reason: str) -> None:
    """Asks once where consent is withdrawn; then raises Invalid without a reason. What was given is recorded as it was."""
    withdrawn_at = consent_withdrawn_at(session, now)
    if withdrawn_at is None:
        return
    if not confirmed:
        question = (
            f"Consent was withdrawn at {wall_clock(withdrawn_at)}. Give nothing more and tell the doctor. If giving did "
            "go on, say so and say why."
        )
        raise NeedsConfirmation({"withdrawn_confirmed": question})
    if not reason.strip():
        raise Invalid("Say why giving goes on without consent, in a few words. It stays on the record.", "reason")


def prescription_of(session: Session) -> Prescribed:
    """What the session goes by. Raises IllegalMove where nothing is prescribed."""
    prescription = prescription_for(session.pk)
    if prescription is None:
        raise IllegalMove("Nothing is prescribed for this session. Ask the prescriber to sign a prescription first.")
    return prescription


def pump_of(prescription: Prescribed) -> tuple[Decimal, Decimal]:
    """The prescribed rate (mL/h) and concentration (mg/mL). Raises IllegalMove where no pump gives the drug."""
    if prescription.rate_ml_h is None or prescription.concentration_mg_ml is None:
        raise IllegalMove("No pump gives this drug, so there is no rate. Record what was given, or a stop.")
    return prescription.rate_ml_h, prescription.concentration_mg_ml


def check_rate(rate_ml_h: Decimal, prescription: Prescribed, faster_confirmed: bool) -> Decimal:
    """The rate. Raises Invalid for none at all (that is a pause), and asks once about more than is prescribed.

    A pump that ran too fast is recorded as it ran: the record must never be forced to say what was not so.
    """
    if not 0 < rate_ml_h <= MOST_ML_H:
        raise Invalid(f"A rate is above 0 and at most {MOST_ML_H} mL/h. If nothing runs, record a pause.", "rate_ml_h")
    prescribed, _ = pump_of(prescription)
    if rate_ml_h > prescribed and not faster_confirmed:
        raise NeedsConfirmation(
            {
                "rate_ml_h": f"The prescription says {prescribed.normalize():f} mL/h. Did the pump run at "
                f"{rate_ml_h.normalize():f}? Record it if it did, set the pump right and tell the prescriber."
            }
        )
    return rate_ml_h


def rate_before_the_pause(session: Session) -> Decimal:
    """The newest rate at which something ran."""
    return next(entry.rate_ml_h for entry in reversed(standing_given(session)) if entry.rate_ml_h)
