"""A dose that is given in parts: one injection, or one spray device after another. What went in is recorded as it was,
and the whole of the prescribed parts ends the giving."""

from datetime import datetime
from decimal import Decimal

from firstlight.apps.infusion.days import wall_clock
from firstlight.apps.infusion.models import GivenEntry, Session
from firstlight.apps.infusion.policies.times import standing_given
from firstlight.apps.infusion.queries.facts import administration
from firstlight.apps.infusion.queries.protocols import protocol_of
from firstlight.apps.medicines.queries import Prescribed
from firstlight.apps.refusals import IllegalMove, Invalid, NeedsConfirmation
from firstlight.clinical.dosing.devices import device_rule, next_device
from firstlight.clinical.figures import figure
from firstlight.clinical.protocol.protocol import DeviceRule


def check_in_parts(prescription: Prescribed) -> None:
    """Raises IllegalMove where a pump gives the drug: its rates say what went in."""
    if prescription.given_by == "rate":
        raise IllegalMove("A pump gives this drug. Record its rate, a pause or a stop.")


def checked_dose(
    session: Session, prescription: Prescribed, dose_mg: Decimal | None, at: datetime, confirmed: bool
) -> Decimal:
    """The milligrams of this part; None is the whole of the next one.

    Raises Invalid for an amount that cannot be, and asks once about more than is prescribed or a device given before the
    wait is over: what happened is recorded as it happened.
    """
    given = standing_given(session)
    if prescription.given_by == "spray":
        rule = device_rule(protocol_of(session))
        dose = check_sprays(rule, rule.mg_per_device if dose_mg is None else dose_mg)
        question = _too_many(given, prescription) or _too_soon(rule, prescription, given, at)
    else:
        left = max(Decimal(0), prescription.dose_mg - given_mg(given))
        dose = _above_nought(left if dose_mg is None else dose_mg)
        question = _too_much(dose, given, prescription)
    if question and not confirmed:
        raise NeedsConfirmation({"dose_mg": question})
    return dose


def check_sprays(rule: DeviceRule, dose_mg: Decimal) -> Decimal:
    """The milligrams that went in of one device. Raises Invalid unless it is one of its sprays, or all of them."""
    possible = [number * rule.mg_per_spray for number in range(1, rule.sprays_per_device + 1)]
    if dose_mg not in possible:
        said = " or ".join(f"{figure(one)} mg" for one in possible)
        raise Invalid(f"One device gives {said}. If nothing went in, record a stop with its reason.", "dose_mg")
    return dose_mg


def check_all_given(session: Session, prescription: Prescribed) -> None:
    """Raises IllegalMove where parts of the dose are left: what was not given is never passed over."""
    given = standing_given(session)
    if prescription.given_by != "rate" and not is_whole(given, prescription):
        raise IllegalMove(
            f"{figure(given_mg(given))} of {figure(prescription.dose_mg)} mg is recorded. "
            "Record the rest, or record a stop with its reason."
        )


def is_whole(given: list[GivenEntry], prescription: Prescribed) -> bool:
    """Whether every device, or the whole injection, is on the list."""
    if prescription.given_by == "spray":
        return len(given) >= (prescription.devices or 0)
    return given_mg(given) >= prescription.dose_mg


def given_mg(given: list[GivenEntry]) -> Decimal:
    return sum((entry.dose_mg or Decimal(0) for entry in given), Decimal(0))


def _above_nought(dose_mg: Decimal) -> Decimal:
    if dose_mg <= 0:
        raise Invalid("Give the milligrams that went in. If nothing did, record a stop with its reason.", "dose_mg")
    return dose_mg


def _too_much(dose_mg: Decimal, given: list[GivenEntry], prescription: Prescribed) -> str:
    total = dose_mg + given_mg(given)
    if total <= prescription.dose_mg:
        return ""
    return (
        f"That makes {figure(total)} mg; {figure(prescription.dose_mg)} mg is prescribed. "
        "Did so much go in? Record it if it did, and tell the prescriber."
    )


def _too_many(given: list[GivenEntry], prescription: Prescribed) -> str:
    if len(given) < (prescription.devices or 0):
        return ""
    return (
        f"{prescription.devices} devices are prescribed and {len(given)} recorded. "
        "Was another one given? Record it if it was, and tell the prescriber."
    )


def _too_soon(rule: DeviceRule, prescription: Prescribed, given: list[GivenEntry], at: datetime) -> str:
    due = next_device(rule, prescription.devices or 0, [administration(entry, entry.effective_at) for entry in given])
    if due is None or at >= due.due_at:
        return ""
    return (
        f"The protocol asks for {rule.minutes_between} min between two devices, so this one was due at "
        f"{wall_clock(due.due_at)}. Was it given at {wall_clock(at)}?"
    )
