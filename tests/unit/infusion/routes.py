"""A session by another route: one injection under the skin, or nasal spray devices, on the same afternoon."""

from decimal import Decimal
from typing import Any

from firstlight.apps.infusion.actions.adopt_protocol import adopt_protocol
from firstlight.apps.infusion.actions.start_infusion import start_infusion
from firstlight.apps.infusion.queries import session_record
from firstlight.apps.infusion.queries.standings import Dose, Standing
from firstlight.clinical.protocol import load
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, at, standing_at

SC, NASAL = "sc-racemic-0.5-0.9", "nasal-esketamine-28"
FOOD = {SC: "light", NASAL: "nothing"}
SEVENTY_KG = {"weight_kg": Decimal(70)}


def in_force(day: Day, code: str) -> int:
    """The route's protocol adopted, and every value of it approved in the clinic."""
    with standing_at(-200):
        other = Day(**{**vars(day), "protocol_id": adopt_protocol(day.doctor, text=load.packaged_text(code))})
        days.approve_everything(other)
    return other.protocol_id


def to_prescribe(day: Day, code: str, **born: Any) -> int:
    """Arrived and checked, with everything but the prescription."""
    in_force(day, code)
    patient = days.a_patient(day, **born)
    session_id = days.arrived(day, days.booked(day, patient, code=code))
    return days.checked(day, session_id, without="prescription", food=FOOD[code])


def ready(day: Day, code: str, *, born: dict[str, Any] | None = None, **words: Any) -> int:
    """Prescribed, checked by two, and every gate open."""
    session_id = to_prescribe(day, code, **(born or {}))
    with standing_at(12):
        days.signed_by_two(day, session_id, **(words or (SEVENTY_KG if code == SC else {})))
    return days.ready(day, session_id)


def starts(day: Day, session_id: int, minute: float = 30, **words: Any) -> int:
    with standing_at(minute):
        return start_infusion(day.nurse, session_id=session_id, checked_by_id=day.second.staff_id, **words)


def standing(session_id: int, minute: float) -> Standing:
    return session_record(session_id, at(minute)).standing


def dose(session_id: int, minute: float) -> Dose:
    found = standing(session_id, minute).dose
    assert found is not None
    return found
