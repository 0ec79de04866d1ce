"""Leaving gates that rest on time and on what was measured or scored since the end of giving."""

from datetime import timedelta

from firstlight.clinical.discharge.facts import LeavingFacts
from firstlight.clinical.protocol.gate_state import Finding, fails, holds, waits
from firstlight.clinical.protocol.protocol import LeavingGates
from firstlight.clinical.protocol.start_facts import Pressure

MINUTE = timedelta(minutes=1)


def time_served(gates: LeavingGates, facts: LeavingFacts) -> Finding:
    """Whole minutes since the end; the longer stay unless an escort is named."""
    if facts.ended_at is None:
        return waits("The end of giving is not recorded.", "Record the end.")
    stay, who = _stay(gates, facts)
    served = (facts.now - facts.ended_at) // MINUTE
    reason = f"{max(0, served)} of {stay} min since the end ({who})."
    return holds(reason) if served >= stay else fails(reason, f"{stay - served} min more.")


def _stay(gates: LeavingGates, facts: LeavingFacts) -> tuple[int, str]:
    if facts.escort is not None and not facts.unescorted:
        return gates.escorted_minutes, "with an escort"
    return gates.unescorted_minutes, "going home alone" if facts.unescorted else "no escort recorded"


def alertness(gates: LeavingGates, facts: LeavingFacts) -> Finding:
    if facts.moaas is None:
        return waits("No MOAA/S since the end.", "Record MOAA/S.")
    reason = f"MOAA/S {facts.moaas}; the protocol asks for {gates.moaas_from}."
    return holds(reason) if facts.moaas >= gates.moaas_from else fails(reason, "Stay and repeat.")


def pressure(gates: LeavingGates, facts: LeavingFacts) -> Finding:
    """Within so many per cent of the set before the start on both figures, or both at or below the upper figures; never
    with a systolic below the lowest."""
    if facts.pressure is None:
        return waits("No blood pressure since the end.", "Take the blood pressure.")
    taken, first = facts.pressure, facts.baseline_pressure
    if taken.systolic < gates.systolic_from:
        reason = f"{_said(taken)}: systolic is below {gates.systolic_from}."
        return fails(reason, "Stay, lie down and repeat; medical review.")
    if taken.systolic <= gates.systolic_up_to and taken.diastolic <= gates.diastolic_up_to:
        return holds(f"{_said(taken)} is at or below {gates.systolic_up_to}/{gates.diastolic_up_to}.")
    if first is None:
        return waits(f"{_said(taken)}, and none before the start to compare with.", "Repeat, or ask the doctor.")
    near = f"within {gates.pressure_within_percent} % of {_said(first)} before the start"
    if _near(taken.systolic, first.systolic, gates) and _near(taken.diastolic, first.diastolic, gates):
        return holds(f"{_said(taken)} is {near}.")
    reason = f"{_said(taken)} is above {gates.systolic_up_to}/{gates.diastolic_up_to} and not {near}."
    return fails(reason, "Stay, rest and repeat.")


def _near(taken: int, first: int, gates: LeavingGates) -> bool:
    return abs(taken - first) * 100 <= gates.pressure_within_percent * first


def _said(pressure: Pressure) -> str:
    return f"{pressure.systolic}/{pressure.diastolic}"


def oxygen(gates: LeavingGates, facts: LeavingFacts) -> Finding:
    if facts.spo2 is None:
        return waits("No SpO2 since the end.", "Record SpO2.")
    reason = f"SpO2 {facts.spo2} %; the protocol asks for {gates.spo2_from} % or above."
    return holds(reason) if facts.spo2 >= gates.spo2_from else fails(reason, "Stay and repeat; tell the doctor.")


def dissociation(gates: LeavingGates, facts: LeavingFacts) -> Finding:
    if facts.cadss6 is None:
        return waits("No CADSS-6 since the end.", "Record CADSS-6.")
    if facts.cadss6_baseline is None:
        return waits(f"CADSS-6 {facts.cadss6}, and none before the start to compare with.", "Ask the doctor.")
    highest = facts.cadss6_baseline + gates.cadss6_margin
    reason = f"CADSS-6 {facts.cadss6}; {facts.cadss6_baseline} before the start, so up to {highest}."
    return holds(reason) if facts.cadss6 <= highest else fails(reason, "Stay and repeat.")


def padss(gates: LeavingGates, facts: LeavingFacts) -> Finding:
    """The total of all five items; scored by a person, never worked out from readings."""
    if facts.padss is None:
        return waits("No PADSS since the end.", "Score all five items of PADSS.")
    reason = f"PADSS {facts.padss} of 10; the protocol asks for {gates.padss_from}."
    return holds(reason) if facts.padss >= gates.padss_from else fails(reason, "Stay and score again.")
