"""Who may, where the role alone does not say it: giving a drug is looked at by two people, each by name, and what a
monitor sent is its own clinic's."""

from firstlight.apps.actor import Actor
from firstlight.apps.infusion.models import RefusedMessage
from firstlight.apps.people import queries as people
from firstlight.apps.people.permissions import may
from firstlight.apps.refusals import Invalid, NotThere

OF_NOBODY_KNOWN = "places.manage"
"""The right to see and take on what came from a sender that nobody knows."""


def check_second_person(actor: Actor, staff_id: int | None, clinic_id: int) -> int:
    """The second person's id. Raises Invalid unless it is another member of staff who may give the drug here."""
    if staff_id is None:
        raise Invalid("Name the second person who checked the pump with you.", "checked_by")
    if staff_id == actor.staff_id:
        raise Invalid("The second check is by another person, not by you. Name the colleague who looked.", "checked_by")
    second = people.staff_member(staff_id)
    if not may(Actor.of(second), "session.give", clinic_id):
        raise Invalid(
            f"{second.get_full_name()} may not check a pump in this clinic. Name a nurse or doctor who works here.",
            "checked_by",
        )
    return staff_id


def check_nurse(staff_id: int, clinic_id: int) -> int:
    """The id of somebody who may look after a session here. Raises Invalid."""
    nurse = people.staff_member(staff_id)
    if not may(Actor.of(nurse), "session.observe", clinic_id):
        raise Invalid(f"{nurse.get_full_name()} does not record observations in this clinic. Choose a nurse.", "nurse")
    return staff_id


def check_named(actor: Actor) -> int:
    """The actor's own id, for a signature. Raises Invalid for a process of ours: a signature is a person's."""
    if actor.staff_id is None:
        raise Invalid("A signature is a person's. Sign in as yourself and sign there.")
    return actor.staff_id


def check_message_here(actor: Actor, message: RefusedMessage, clinic_id: int) -> None:
    """Raises NotThere unless it is this clinic's, or nobody's that is known and the actor manages the clinic's monitors."""
    unknown = message.clinic_id is None and may(actor, OF_NOBODY_KNOWN, clinic_id)
    if message.clinic_id != clinic_id and not unknown:
        raise NotThere("There is no such message. Go back to the list and choose one from there.")
