"""Which bay a session may have: one of its own clinic, in use, and empty."""

from typing import Protocol

from firstlight.apps.infusion.days import wall_clock
from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.states import IN_A_BAY
from firstlight.apps.people import queries as people
from firstlight.apps.refusals import Conflict, Invalid


class BayRow(Protocol):
    """What is needed of a bay; its name is its string."""

    pk: int
    number: int


def bay_for(session: Session, bay_id: int) -> BayRow:
    """The bay. Raises Invalid for one that is not in use in the session's clinic."""
    return bay_of(session.clinic_id, bay_id)


def bay_of(clinic_id: int, bay_id: int) -> BayRow:
    """The bay. Raises Invalid for one that is not in use in this clinic."""
    bay = next((bay for bay in people.bays_of(clinic_id) if bay.pk == bay_id), None)
    if bay is None:
        raise Invalid("That bay is not in use in this clinic. Choose one that is on the board.", "bay")
    return bay


def check_bay_empty(session: Session, bay: BayRow) -> None:
    """Raises Conflict naming who is in the bay, or the bay in which this person already is."""
    others = Session.objects.filter(state__in=IN_A_BAY).exclude(pk=session.pk).select_related("patient", "bay")
    if there := others.filter(bay_id=bay.pk).first():
        raise Conflict(f"{bay} is taken: {_who(there)}. Choose an empty bay, or move that session first.", "bay")
    if here := others.filter(patient_id=session.patient_id).first():
        raise Conflict(f"This person is already in {here.bay}, in another session. Open that session instead.")


def _who(session: Session) -> str:
    """A restricted record shows its surname and nothing more."""
    since = f", since {wall_clock(session.arrived_at)}" if session.arrived_at else ""
    return f"{session.patient.family_name.upper()}{since}"
