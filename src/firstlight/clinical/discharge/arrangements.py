"""Leaving gates that rest on what was asked, seen, given or arranged."""

from firstlight.clinical.discharge.facts import LeavingFacts
from firstlight.clinical.protocol.gate_state import Finding, fails, holds, waits
from firstlight.clinical.protocol.protocol import LeavingGates


def walking(gates: LeavingGates, facts: LeavingFacts) -> Finding:
    return _seen(facts.walks, "Walks steadily.", "Does not walk steadily.", "Watch the person walk and record it.")


def fluid(gates: LeavingGates, facts: LeavingFacts) -> Finding:
    ask = "Offer a drink and record it."
    return _seen(facts.tolerates_fluid, "Has drunk and kept it down.", "Does not tolerate a drink.", ask)


def cannula_out(gates: LeavingGates, facts: LeavingFacts) -> Finding:
    return _seen(facts.cannula_out, "The cannula is out.", "The cannula is still in.", "Record that it is out.")


def suicidal_intent(gates: LeavingGates, facts: LeavingFacts) -> Finding:
    if facts.new_suicidal_intent is None:
        return waits("Not asked since the end.", "Ask about thoughts of suicide and record the answer.")
    if facts.new_suicidal_intent:
        return fails("New suicidal intent is recorded.", "Do not leave the person alone. Call the doctor now.")
    return holds("Asked: no new intent.")


def escort(gates: LeavingGates, facts: LeavingFacts) -> Finding:
    if facts.unescorted:
        return holds("Goes home alone, as recorded; the longer stay applies.")
    if facts.escort is None:
        return waits("No escort is recorded.", "Record the escort and a telephone number, or no escort.")
    if facts.escort.name.strip() and facts.escort.phone.strip():
        return holds(f"{facts.escort.name.strip()}, {facts.escort.phone.strip()}.")
    return waits("The escort's name or telephone number is missing.", "Record both.")


def no_driving(gates: LeavingGates, facts: LeavingFacts) -> Finding:
    ask = "Go through the statement and have it signed."
    return _seen(facts.no_driving_signed, "The statement is signed.", "The statement was not signed.", ask)


def crisis_card(gates: LeavingGates, facts: LeavingFacts) -> Finding:
    return _seen(facts.crisis_card_given, "The card was given.", "The card was not given.", "Give the card.")


def next_appointment(gates: LeavingGates, facts: LeavingFacts) -> Finding:
    if facts.next_appointment_on is None:
        return waits("No next appointment is recorded.", "Book one and record its date.")
    return holds(f"{facts.next_appointment_on.day} {facts.next_appointment_on:%B %Y}.")


def _seen(answer: bool | None, yes: str, no: str, ask: str) -> Finding:
    if answer is None:
        return waits("Not recorded.", ask)
    return holds(yes) if answer else fails(no, ask)
