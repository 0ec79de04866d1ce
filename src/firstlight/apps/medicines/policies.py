"""When a prescription may be written or checked, and whether its figures agree with the protocol's arithmetic."""

from datetime import datetime
from decimal import Decimal
from typing import Protocol as Shape

from firstlight.apps.medicines.queries import prescription_for
from firstlight.apps.refusals import Conflict, IllegalMove, Invalid, NeedsConfirmation
from firstlight.clinical.dosing.plan import DosePlan, dose_plan
from firstlight.clinical.figures import plain
from firstlight.clinical.protocol.protocol import Protocol

CHECKS = 2


class SessionRow(Shape):
    """What is needed of a session here."""

    started_at: datetime | None
    left_at: datetime | None
    state: str


def check_not_begun(session: SessionRow) -> None:
    """Raises IllegalMove once the drug has begun or the session is over: what was given was given on what stood then."""
    if session.started_at is not None:
        raise IllegalMove(
            "The infusion has begun on the prescription as it stood. Record what happens; it cannot change."
        )
    if session.left_at is not None or session.state == "not_started":
        raise IllegalMove("This session is over. Prescribe for the next one.")


def worked_dose(protocol: Protocol, weight_kg: Decimal, mg_per_kg: Decimal | None) -> DosePlan:
    """Dose, volume and rate by the protocol's rule. Raises Invalid for figures that give none."""
    if not 20 <= weight_kg <= 350:
        raise Invalid("A weight is between 20 and 350 kg. Check it.", "weight_kg")
    try:
        return dose_plan(protocol, weight_kg, mg_per_kg)
    except ValueError as refused:
        raise Invalid(str(refused), "mg_per_kg") from refused


def check_figures(plan: DosePlan, shown_dose_mg: Decimal | None, shown_rate_ml_h: Decimal | None) -> None:
    """Raises Invalid where what the prescriber saw is not what the arithmetic gives: nobody signs another's figures."""
    for field, shown, worked, unit in (
        ("dose_mg", shown_dose_mg, plan.dose_mg, "mg"),
        ("rate_ml_h", shown_rate_ml_h, plan.rate_ml_h, "mL/h"),
    ):
        if shown is not None and shown != worked:
            raise Invalid(
                f"The screen says {shown:f} {unit} and the arithmetic gives {worked:f} {unit}. "
                "Look at the weight and the mg/kg, and sign again.",
                field,
            )


def ask_once(protocol: Protocol, plan: DosePlan, recorded_kg: Decimal | None, confirmed: bool) -> None:
    """Raises NeedsConfirmation where a cap holds the dose down, or the weight is not the one recorded for the session."""
    questions = {}
    if plan.capped:
        questions["mg_per_kg"] = (
            f"The protocol's caps are {protocol.dose.cap_mg_per_kg:f} mg/kg and {protocol.dose.cap_mg:f} mg, "
            f"so the dose is {plan.dose_mg:f} mg. Is that what you prescribe?"
        )
    if recorded_kg is not None and recorded_kg != plan.weight_kg:
        questions["weight_kg"] = (
            f"The weight recorded for this session is {plain(recorded_kg):f} kg. "
            f"Do you prescribe for {plan.weight_kg:f} kg?"
        )
    if questions and not confirmed:
        raise NeedsConfirmation(questions)


def check_may_be_checked(prescription_id: int, session_id: int, checker_id: int) -> None:
    """Raises Conflict for one that was replaced or has its checks, Invalid for the prescriber's own."""
    standing = prescription_for(session_id)
    if standing is None or standing.id != prescription_id:
        raise Conflict("This prescription was replaced a moment ago. Look at the new one and check that.")
    if standing.signed_by_id == checker_id:
        raise Invalid("You signed this prescription. Two other people check it.")
    if checker_id in {check.staff_id for check in standing.checks}:
        raise Conflict("You have checked this prescription already. The second check is by another person.")
    if len(standing.checks) >= CHECKS:
        names = " and ".join(check.by for check in standing.checks)
        raise Conflict(f"This prescription has both its checks, by {names}.")
