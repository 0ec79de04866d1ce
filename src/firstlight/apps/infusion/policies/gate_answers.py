"""What can be answered at each gate, and in which form. Whether an answer opens the gate is a rule of care, not ours."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from firstlight.apps import clock
from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.policies.moves import check_after_the_end, check_before_the_start, check_not_over
from firstlight.apps.refusals import IllegalMove, Invalid
from firstlight.clinical.discharge.leaving import LEAVING_GATES
from firstlight.clinical.protocol.gate_state import GateState
from firstlight.clinical.protocol.protocol import Answer, Protocol
from firstlight.clinical.scales import padss

Given = Mapping[str, Any]
ELSEWHERE = {
    "consent": "Consent is recorded on the person's page, by a psychiatrist.",
    "prescription": "The prescription is signed and checked on its own page.",
    "weight_today": "Record the weight as an observation.",
    "blood_pressure": "Record the pressure as an observation.",
    "staff": "Who is on duty is set on the duty page.",
    "dose_for_weight": "The prescriber looks at the weight and signs the prescription again.",
    "protocol_approval": "A psychiatrist approves the protocol's values on its page.",
}
LEAVING = frozenset(LEAVING_GATES) - {"escort"}
YES_OR_NO = ("walking", "fluid", "cannula_out", "suicidal_intent", "no_driving", "crisis_card")


def check_answerable(session: Session, gate: str) -> None:
    """Raises IllegalMove for a gate that is not being asked now. The escort may change until the person leaves."""
    check_not_over(session)
    if gate in LEAVING:
        check_after_the_end(session)
    elif gate != "escort":
        check_before_the_start(session)


def check_overridable(gate: str, gates: Sequence[GateState], reason: str) -> None:
    """Raises IllegalMove for a gate that stands open, is unanswered, or may be passed by nobody; Invalid without why."""
    state = next((state for state in gates if state.key == gate), None)
    if state is None or state.override is None:
        why = f"{state.label}: {state.reason} {state.needs}" if state else "There is no such check in this protocol."
        raise IllegalMove(f"There is nothing here that may be passed by a decision. {why}".strip())
    if not reason.strip():
        raise Invalid("Say why, in a few words. It stays on the record under your name.", "reason")


def checked_answer(gate: str, answer: Given, protocol: Protocol) -> dict[str, Any]:
    """The answer as it is kept, with nothing else in it. Raises Invalid naming the field."""
    if gate in ELSEWHERE:
        raise Invalid(ELSEWHERE[gate])
    if gate in YES_OR_NO:
        return {"answer": _yes_or_no(answer)}
    if gate not in _FORMS:
        raise Invalid("There is no such check in this protocol.")
    return _FORMS[gate](answer, protocol)


def _identifiers(answer: Given, protocol: Protocol) -> dict[str, Any]:
    named = [str(one) for one in answer.get("identifiers", ())]
    if not named or set(named) - set(protocol.start_gates.identifiers):
        raise Invalid("Tick what you compared with the person and the wristband.", "identifiers")
    return {"identifiers": sorted(set(named), key=protocol.start_gates.identifiers.index)}


def _escort(answer: Given, protocol: Protocol) -> dict[str, Any]:
    if answer.get("unescorted"):
        return {"unescorted": True}
    name, phone = str(answer.get("name", "")).strip(), str(answer.get("phone", "")).strip()
    if not name:
        raise Invalid("Name the adult who takes the person home, or say that nobody does.", "name")
    if sum(character.isdigit() for character in phone) < 7:
        raise Invalid("Give a telephone number at which the escort can be called.", "phone")
    return {"name": name, "phone": phone}


def _food(answer: Given, protocol: Protocol) -> dict[str, Any]:
    return _one_of(answer, protocol.start_gates.food_answers)


def _alcohol_sedatives(answer: Given, protocol: Protocol) -> dict[str, Any]:
    return _one_of(answer, protocol.start_gates.alcohol_sedatives_answers)


def _pregnancy(answer: Given, protocol: Protocol) -> dict[str, Any]:
    if answer.get("relevant") is False:
        return {"relevant": False}
    if answer.get("relevant") is not True:
        raise Invalid("Say whether pregnancy could be relevant for this person.", "relevant")
    if answer.get("result") not in ("negative", "positive", "declined"):
        raise Invalid("Say what the test showed, or that it was declined.", "result")
    tested_on = None if answer["result"] == "declined" else _day(answer, "tested_on").isoformat()
    return {"relevant": True, "result": answer["result"], "tested_on": tested_on}


def _next_appointment(answer: Given, protocol: Protocol) -> dict[str, Any]:
    on = _day(answer, "on")
    if on < day_of(clock.now()):
        raise Invalid("That day is past. Give the day of the next appointment.", "on")
    return {"on": on.isoformat()}


def _padss(answer: Given, protocol: Protocol) -> dict[str, Any]:
    given = {item.key: answer.get(item.key) for item in padss.items()}
    if unscored := [item for item in padss.items() if given[item.key] not in item.words]:
        raise Invalid(f"Score {unscored[0].label.lower()}: 0, 1 or 2.", unscored[0].key)
    return given | {"version": padss.VERSION}


def _one_of(answer: Given, answers: tuple[Answer, ...]) -> dict[str, Any]:
    if answer.get("answer") not in {one.key for one in answers}:
        raise Invalid("Choose one of the answers.", "answer")
    return {"answer": answer["answer"]}


def _yes_or_no(answer: Given) -> bool:
    given = answer.get("answer")
    if not isinstance(given, bool):
        raise Invalid("Answer yes or no.", "answer")
    return given


def _day(answer: Given, field: str) -> date:
    given = answer.get(field)
    try:
        return given if isinstance(given, date) else date.fromisoformat(str(given))
    except ValueError:
        raise Invalid("Give a date, for example 2026-11-30.", field) from None


_FORMS: dict[str, Callable[[Given, Protocol], dict[str, Any]]] = {
    "two_identifiers": _identifiers,
    "escort": _escort,
    "food": _food,
    "alcohol_sedatives": _alcohol_sedatives,
    "pregnancy": _pregnancy,
    "padss": _padss,
    "next_appointment": _next_appointment,
}
