"""Who else must stand beside the one who acts: giving a drug is looked at by two people, each by name."""

from firstlight.apps.actor import Actor
from firstlight.apps.people import queries as people
from firstlight.apps.people.permissions import may
from firstlight.apps.refusals import Invalid


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
