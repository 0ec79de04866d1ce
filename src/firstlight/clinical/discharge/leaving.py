"""The gates before leaving: recorded (met), missing (None) or outside the protocol (not met), each with its reason.

This lists; it never says that a person is fit to leave. That is a nurse's signature.
"""

from collections.abc import Callable

from firstlight.clinical.discharge.arrangements import (
    cannula_out,
    crisis_card,
    escort,
    fluid,
    next_appointment,
    no_driving,
    suicidal_intent,
    walking,
)
from firstlight.clinical.discharge.facts import LeavingFacts
from firstlight.clinical.discharge.readings import alertness, dissociation, oxygen, padss, pressure, time_served
from firstlight.clinical.protocol.gate_state import Finding, GateState
from firstlight.clinical.protocol.protocol import Gate, LeavingGates, Protocol

_CHECKS: dict[str, Callable[[LeavingGates, LeavingFacts], Finding]] = {
    "time_served": time_served,
    "alertness": alertness,
    "pressure": pressure,
    "oxygen": oxygen,
    "dissociation": dissociation,
    "padss": padss,
    "walking": walking,
    "fluid": fluid,
    "cannula_out": cannula_out,
    "suicidal_intent": suicidal_intent,
    "escort": escort,
    "no_driving": no_driving,
    "crisis_card": crisis_card,
    "next_appointment": next_appointment,
}

LEAVING_GATES = tuple(_CHECKS)


def assess_leaving(protocol: Protocol, facts: LeavingFacts) -> tuple[GateState, ...]:
    """The state of every leaving gate that this route has, in the order of LEAVING_GATES."""
    gates = protocol.leaving_gates
    asked = ((key, check, _gate(gates, key)) for key, check in _CHECKS.items())
    return tuple(_state(key, check(gates, facts), gate) for key, check, gate in asked if gate is not None)


def _gate(gates: LeavingGates, key: str) -> Gate | None:
    gate: Gate | None = getattr(gates, key)
    return gate


def _state(key: str, finding: Finding, gate: Gate) -> GateState:
    return GateState(key, gate.label, finding.met, finding.reason, finding.needs)
