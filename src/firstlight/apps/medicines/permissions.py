"""Whose name may stand on a prescription: a registered person's, signed in as themselves."""

from firstlight.apps.actor import Actor
from firstlight.apps.people import queries as people
from firstlight.apps.refusals import Forbidden


def check_prescriber(actor: Actor) -> int:
    """The prescriber's id. Raises Forbidden for a process of ours or somebody without a registration."""
    return _registered(actor, "prescribes")


def check_checker(actor: Actor) -> int:
    """The checker's id. Raises Forbidden for a process of ours or somebody without a registration."""
    return _registered(actor, "checks a prescription")


def _registered(actor: Actor, does: str) -> int:
    if actor.staff_id is None:
        raise Forbidden(f"A person {does}, signed in under their own name.")
    staff = people.staff_member(actor.staff_id)
    if staff.registration_body == "none" or not staff.registration_number:
        raise Forbidden(
            f"Whoever {does} has a professional registration, and none is recorded for {actor.name}. "
            "Ask your manager to record it, or ask a registered colleague."
        )
    return actor.staff_id
