"""How each gate of a session stands, with its reason: those before the start and those before leaving."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from firstlight.apps.infusion.days import wall_clock
from firstlight.apps.infusion.queries.facts import before_the_start, latest, leaving_facts, start_facts
from firstlight.apps.infusion.queries.gathered import Gathered, gathered_one
from firstlight.apps.scheduling.queries import OnDuty, on_duty
from firstlight.clinical.discharge.leaving import assess_leaving
from firstlight.clinical.dosing.plan import dose_plan
from firstlight.clinical.figures import plain
from firstlight.clinical.protocol.gate_state import GateState
from firstlight.clinical.protocol.gates import assess_start

APPROVAL, DOSE = "protocol_approval", "dose_for_weight"


def gates_to_start(gathered: Gathered, staff: Sequence[OnDuty], now: datetime) -> tuple[GateState, ...]:
    """The protocol's own gates; before them whether the protocol is live here, after them whether the dose fits."""
    own = assess_start(gathered.protocol, start_facts(gathered, staff, now))
    return (_approval_gate(gathered), *own, *_dose_gate(gathered))


def gates_to_leave(gathered: Gathered, now: datetime) -> tuple[GateState, ...]:
    """What is recorded, missing, or outside the protocol. A nurse decides and signs."""
    return assess_leaving(gathered.protocol, leaving_facts(gathered, now))


def gates_of_start(session_id: int, now: datetime) -> tuple[GateState, ...]:
    """The gates before the start of one session, read afresh. Raises NotThere."""
    gathered = gathered_one(session_id, now)
    return gates_to_start(gathered, on_duty(gathered.session.clinic_id, now), now)


def gates_of_leaving(session_id: int, now: datetime) -> tuple[GateState, ...]:
    """The leaving gates of one session, read afresh. Raises NotThere."""
    return gates_to_leave(gathered_one(session_id, now), now)


def as_they_stood(gates: Sequence[GateState]) -> list[dict[str, Any]]:
    """The gates as kept with the move that passed them."""
    return [{"gate": gate.key, "label": gate.label, "met": gate.met, "reason": gate.reason} for gate in gates]


def shut(gates: Sequence[GateState]) -> tuple[GateState, ...]:
    """The gates that do not stand open, whether answered or not."""
    return tuple(gate for gate in gates if gate.met is not True)


def _approval_gate(gathered: Gathered) -> GateState:
    title = f"{gathered.protocol.title}, version {gathered.protocol.version}"
    waiting = gathered.awaiting_approval
    if not waiting:
        return GateState(APPROVAL, "Protocol approved", True, f"Every value of {title} is approved here.", "")
    values = "1 value awaits" if waiting == 1 else f"{waiting} values await"
    return GateState(
        APPROVAL,
        "Protocol approved",
        False,
        f"{values} approval in this clinic ({title}).",
        "Ask a psychiatrist of this clinic to read and approve them on the protocol's page.",
    )


def _dose_gate(gathered: Gathered) -> tuple[GateState, ...]:
    """Whether the dose is still the protocol's for the weight of the day. Asked once both are known, and not where devices
    are counted; a prescriber who signed after the weighing was asked about it then, and has answered."""
    prescription, weight = gathered.prescription, latest(before_the_start(gathered), "weight")
    if prescription is None or prescription.devices is not None or weight is None or weight.number is None:
        return ()
    dose = dose_plan(gathered.protocol, weight.number, prescription.mg_per_kg).dose_mg
    weighed = f"Weighed {plain(weight.number):f} kg at {wall_clock(weight.measured_at)}"
    if dose == prescription.dose_mg:
        return (GateState(DOSE, "Dose for the weight", True, f"{weighed}: {plain(dose):f} mg, as prescribed.", ""),)
    prescribed = f"{plain(prescription.dose_mg):f} mg"
    if prescription.signed_at >= weight.measured_at:
        reason = f"{weighed}; {prescribed} signed knowing it, by {prescription.signed_by}."
        return (GateState(DOSE, "Dose for the weight", True, reason, ""),)
    reason = f"{weighed}, which makes {plain(dose):f} mg; {prescribed} is prescribed."
    needs = "Ask the prescriber to look at the weight and sign again; two people check it."
    return (GateState(DOSE, "Dose for the weight", False, reason, needs),)
