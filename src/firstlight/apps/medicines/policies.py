"""When a prescription may be written or checked, and whether its figures agree with the protocol's arithmetic."""

from datetime import datetime
from decimal import Decimal
from typing import Protocol as Shape

from firstlight.apps.infusion.states import NEVER_BEGUN
from firstlight.apps.medicines.queries import Prescribed, prescription_for
from firstlight.apps.medicines.questions import device_questions, other_drug_question, weight_questions
from firstlight.apps.refusals import Conflict, IllegalMove, Invalid, NeedsConfirmation
from firstlight.clinical.dosing.devices import device_plan
from firstlight.clinical.dosing.plan import DosePlan, dose_plan
from firstlight.clinical.protocol.protocol import DeviceRule, Protocol

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
    if session.left_at is not None or session.state in NEVER_BEGUN:
        raise IllegalMove("This session is over. Prescribe for the next one.")


def worked_dose(
    protocol: Protocol, weight_kg: Decimal | None, mg_per_kg: Decimal | None, devices: int | None, age_years: int
) -> DosePlan:
    """Dose, volume and rate by the protocol's rule, or its devices for an age. Raises Invalid for figures that give none."""
    if protocol.given_by == "spray":
        return _counted(protocol, devices, age_years)
    if weight_kg is None or not 20 <= weight_kg <= 350:
        raise Invalid("A weight is between 20 and 350 kg. Check it.", "weight_kg")
    try:
        return dose_plan(protocol, weight_kg, mg_per_kg)
    except ValueError as refused:
        raise Invalid(str(refused), "mg_per_kg") from refused


def _counted(protocol: Protocol, devices: int | None, age_years: int) -> DosePlan:
    try:
        return device_plan(protocol, age_years, devices)
    except ValueError as refused:
        raise Invalid(str(refused), "devices") from refused


def check_figures(plan: DosePlan, shown_dose_mg: Decimal | None, shown_rate_ml_h: Decimal | None) -> None:
    """Raises Invalid where what the prescriber saw is not what the arithmetic gives: nobody signs another's figures."""
    for field, shown, worked, unit in (
        ("dose_mg", shown_dose_mg, plan.dose_mg, "mg"),
        ("rate_ml_h", shown_rate_ml_h, plan.rate_ml_h, "mL/h"),
    ):
        if shown is not None and worked is not None and shown != worked:
            raise Invalid(
                f"The screen says {shown:f} {unit} and the arithmetic gives {worked:f} {unit}. "
                "Look at the weight and the mg/kg, and sign again.",
                field,
            )


def ask_once(
    protocol: Protocol,
    plan: DosePlan,
    recorded_kg: Decimal | None,
    last: Prescribed | None,
    age_years: int,
    confirmed: bool,
) -> None:
    """Raises NeedsConfirmation, with every question at its field, unless they have been answered.

    Asked about: a dose that a cap holds down or that is no step of the protocol's, a weight other than the one recorded,
    more than one step above the last session's, and a last session that gave the other drug.
    """
    questions = other_drug_question(protocol, last)
    alike = last if last is not None and (last.drug, last.route) == (protocol.drug, protocol.route) else None
    if isinstance(protocol.dose, DeviceRule):
        questions |= device_questions(protocol.dose, plan, alike, age_years)
    else:
        questions |= weight_questions(protocol.dose, plan, recorded_kg, alike)
    if questions and not confirmed:
        raise NeedsConfirmation(questions)


def check_may_be_marked(standing: Prescribed | None, prescription_id: int, reason: str) -> None:
    """Raises Conflict for one that does not stand, Invalid without why."""
    if standing is None or standing.id != prescription_id:
        raise Conflict(
            "This prescription was replaced, or marked as entered in error, already. Look at the session again."
        )
    if not reason.strip():
        raise Invalid("Say why, in a few words. It is shown beside the prescription.", "reason")


def check_another_session(session_id: int, belongs_to_id: int) -> None:
    """Raises Invalid for the very same session."""
    if session_id == belongs_to_id:
        raise Invalid("That is this same session. Choose the session it was meant for, or none.", "belongs_to")


def check_may_be_checked(prescription_id: int, session_id: int, checker_id: int) -> None:
    """Raises Conflict for one that was replaced or has its checks, Invalid for the prescriber's own."""
    standing = prescription_for(session_id)
    if standing is None or standing.id != prescription_id:
        raise Conflict("This prescription does not stand any more. Look at what is prescribed now and check that.")
    if standing.signed_by_id == checker_id:
        raise Invalid("You signed this prescription. Two other people check it.")
    if checker_id in {check.staff_id for check in standing.checks}:
        raise Conflict("You have checked this prescription already. The second check is by another person.")
    if len(standing.checks) >= CHECKS:
        names = " and ".join(check.by for check in standing.checks)
        raise Conflict(f"This prescription has both its checks, by {names}.")
