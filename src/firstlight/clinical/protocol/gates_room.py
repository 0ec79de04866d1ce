"""Start gates about the drug and the room: the signed and checked prescription, the pressure, and who is on duty."""

from datetime import date

from firstlight.clinical.monitoring.pressure import Met, pressure_gate
from firstlight.clinical.protocol.gate_state import Finding, fails, holds, waits
from firstlight.clinical.protocol.protocol import Protocol
from firstlight.clinical.protocol.start_facts import StaffOnDuty, StartFacts


def prescription(protocol: Protocol, facts: StartFacts) -> Finding:
    signed = facts.prescription
    if signed is None or not signed.signed_by:
        return waits("No prescription is signed for this session.", "Ask the prescriber to sign one.")
    checks = [name for name in (signed.first_check_by, signed.second_check_by) if name]
    if len(checks) == 2 and checks[0] == checks[1]:
        return fails(f"Both checks are by {checks[0]}.", "Ask another person for the second check.")
    if len(checks) < 2:
        return waits(f"Signed by {signed.signed_by}; {len(checks)} of 2 checks.", "Two different people check it.")
    return holds(f"Signed by {signed.signed_by}; checked by {checks[0]} and {checks[1]}.")


def blood_pressure(protocol: Protocol, facts: StartFacts) -> Finding:
    decision = facts.decision("blood_pressure")
    found = pressure_gate(protocol.pressure, facts.age_years, facts.pressures, facts.now, decision)
    if isinstance(found, Met):
        return holds(found.reason)
    return fails(found.reason, found.needs, found.override) if found.answered else waits(found.reason, found.needs)


def staff(protocol: Protocol, facts: StartFacts) -> Finding:
    gates, registered = protocol.start_gates, [one for one in facts.staff if one.registered]
    lapsed = [one for one in registered if not _has_ils(one, facts.today)]
    if lapsed:
        return fails(
            f"ILS is not in date for {_names(lapsed)}.", "Record the certificate, or change today's duty list."
        )
    if len(registered) < gates.registered_needed:
        reason = f"{len(registered)} registered on duty; {gates.registered_needed} needed."
        return fails(reason, "Add a registered person to today's duty list.")
    als = [one for one in registered if _holds(one.als_until, facts.today)]
    if len(als) < gates.als_needed:
        return fails(
            f"{len(als)} on duty with ALS in date; {gates.als_needed} needed.", "Add someone with ALS in date."
        )
    return holds(f"On duty: {_names(registered)}; ALS: {_names(als)}.")


def _has_ils(one: StaffOnDuty, today: date) -> bool:
    """ALS covers ILS."""
    return _holds(one.ils_until, today) or _holds(one.als_until, today)


def _holds(until: date | None, today: date) -> bool:
    return until is not None and until >= today


def _names(people: list[StaffOnDuty]) -> str:
    return ", ".join(one.name for one in people) or "nobody"
