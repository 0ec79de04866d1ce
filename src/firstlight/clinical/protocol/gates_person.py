"""Start gates about the person: who they are, what they agreed to, how they come and go, and the state they are in."""

from collections.abc import Sequence
from datetime import date

from firstlight.clinical.figures import figure
from firstlight.clinical.protocol.gate_state import Finding, fails, holds, waits
from firstlight.clinical.protocol.protocol import Answer, Protocol
from firstlight.clinical.protocol.start_facts import StartFacts


def two_identifiers(protocol: Protocol, facts: StartFacts) -> Finding:
    gates = protocol.start_gates
    checked = [name for name in gates.identifiers if name in facts.identifiers_checked]
    if len(checked) >= gates.identifiers_needed:
        return holds(f"Checked: {', '.join(checked)}.")
    needs = f"Check {gates.identifiers_needed} of: {', '.join(gates.identifiers)}."
    return waits(f"Checked: {', '.join(checked) or 'none yet'}.", needs)


def consent(protocol: Protocol, facts: StartFacts) -> Finding:
    limit = protocol.start_gates.consent_max_age_days
    if facts.consent_on is None:
        return waits("No consent is on file.", "Record the consent before the session goes on.")
    if _in_date(facts.consent_on, facts.today, limit):
        return holds(f"Consent of {_day(facts.consent_on)} is on file.")
    return fails(f"Consent of {_day(facts.consent_on)} is outside the last {limit} days.", "Take consent again.")


def escort(protocol: Protocol, facts: StartFacts) -> Finding:
    gates = protocol.leaving_gates
    if facts.escort is not None:
        return _escort_named(facts.escort.name, facts.escort.phone)
    if facts.unescorted:
        return holds(f"Goes home alone: stays {gates.unescorted_minutes} min after the end and does not drive.")
    return waits("Not asked yet how the person goes home.", "Record the escort and a telephone number, or no escort.")


def _escort_named(name: str, phone: str) -> Finding:
    if name.strip() and phone.strip():
        return holds(f"{name.strip()}, {phone.strip()}.")
    return waits("The escort's name or telephone number is missing.", "Record both.")


def food(protocol: Protocol, facts: StartFacts) -> Finding:
    return _answered(protocol.start_gates.food_answers, facts.food, "Ask when and what the person last ate and drank.")


def alcohol_sedatives(protocol: Protocol, facts: StartFacts) -> Finding:
    answers = protocol.start_gates.alcohol_sedatives_answers
    return _answered(answers, facts.alcohol_sedatives, "Ask about alcohol and sedatives since yesterday.")


def _answered(answers: Sequence[Answer], given: str | None, ask: str) -> Finding:
    answer = next((one for one in answers if one.key == given), None)
    if answer is None:
        return waits("Not asked yet.", ask)
    if answer.met:
        return holds(f"{answer.label}.")
    return fails(f"{answer.label}.", "Do not start. Talk to the doctor.")


def pregnancy(protocol: Protocol, facts: StartFacts) -> Finding:
    if facts.pregnancy_relevant is None:
        return waits("Not recorded whether pregnancy is possible.", "Record whether pregnancy is possible.")
    if not facts.pregnancy_relevant:
        return holds("Pregnancy is not possible, as recorded.")
    if facts.pregnancy_result == "positive":
        return fails("The pregnancy test is positive.", "Do not start. Talk to the doctor.")
    if facts.pregnancy_result == "declined":
        return fails("The pregnancy test was declined.", "Do not start. Talk to the doctor.")
    return _tested(protocol, facts)


def _tested(protocol: Protocol, facts: StartFacts) -> Finding:
    limit = protocol.start_gates.pregnancy_max_age_days
    if facts.pregnancy_result is None or facts.pregnancy_tested_on is None:
        return waits("No pregnancy test, or no date for it, is recorded.", "Test, and record the result and its date.")
    if _in_date(facts.pregnancy_tested_on, facts.today, limit):
        return holds(f"Negative test of {_day(facts.pregnancy_tested_on)}.")
    reason = f"The negative test of {_day(facts.pregnancy_tested_on)} is outside the last {limit} days."
    return fails(reason, "Test again.")


def weight_today(protocol: Protocol, facts: StartFacts) -> Finding:
    if facts.weight_kg is None or facts.weighed_on is None:
        return waits("No weight is recorded.", "Weigh the person and record it.")
    if _in_date(facts.weighed_on, facts.today, protocol.start_gates.weight_max_age_days):
        return holds(f"{figure(facts.weight_kg)} kg on {_day(facts.weighed_on)}.")
    reason = f"{figure(facts.weight_kg)} kg was recorded on {_day(facts.weighed_on)}, too long ago."
    return fails(reason, "Weigh the person today and record it.")


def _in_date(day: date, today: date, limit: int) -> bool:
    return 0 <= (today - day).days <= limit


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
