"""The gates before the start: each says whether it is met, why, and what to do next.

A gate that is not met can be passed only where the protocol names a grade that may decide, with a recorded reason;
a gate that has not been answered cannot be passed at all.
"""

from collections.abc import Callable

from firstlight.clinical.protocol.gate_state import Finding, GateState, holds
from firstlight.clinical.protocol.gates_person import (
    alcohol_sedatives,
    consent,
    escort,
    food,
    pregnancy,
    two_identifiers,
    weight_today,
)
from firstlight.clinical.protocol.gates_room import blood_pressure, prescription, staff
from firstlight.clinical.protocol.protocol import Gate, Protocol
from firstlight.clinical.protocol.start_facts import StartFacts

_CHECKS: dict[str, Callable[[Protocol, StartFacts], Finding]] = {
    "two_identifiers": two_identifiers,
    "consent": consent,
    "prescription": prescription,
    "escort": escort,
    "food": food,
    "alcohol_sedatives": alcohol_sedatives,
    "pregnancy": pregnancy,
    "weight_today": weight_today,
    "blood_pressure": blood_pressure,
    "staff": staff,
}

START_GATES = tuple(_CHECKS)


def assess_start(protocol: Protocol, facts: StartFacts) -> tuple[GateState, ...]:
    """The state of every start gate, always all ten and in the order of START_GATES."""
    return tuple(_state(key, check(protocol, facts), protocol, facts) for key, check in _CHECKS.items())


def _state(key: str, finding: Finding, protocol: Protocol, facts: StartFacts) -> GateState:
    gate: Gate = getattr(protocol.start_gates, key)
    decision = facts.decision(key)
    if finding.met is False and gate.override and decision and decision.may_decide(gate.override):
        finding = holds(f"Goes ahead by decision of {decision.by} ({decision.grade}): {decision.reason}")
    grade = (finding.override or gate.override) if finding.met is False else None
    return GateState(key, gate.label, finding.met, finding.reason, finding.needs, grade)
