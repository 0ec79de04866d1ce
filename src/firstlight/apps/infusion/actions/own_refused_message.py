"""Somebody takes on a message that could not be understood, so that everybody sees who is looking. One that nobody knows the
sender of becomes their clinic's by it."""

from firstlight.apps.action import Act, action
from firstlight.apps.infusion import permissions
from firstlight.apps.infusion.locking import open_refused_message


@action(verb="feed.message.owned", permission="monitor.resolve")
def own_refused_message(act: Act, *, message_id: int, clinic_id: int) -> int:
    """The message's id. Raises NotThere for another clinic's, Conflict where it is settled already."""
    act.allow(clinic_id)
    message = open_refused_message(message_id)
    permissions.check_message_here(act.actor, message, clinic_id)
    message.owner_id, message.clinic_id = permissions.check_named(act.actor), clinic_id
    message.save(update_fields=["owner", "clinic"])
    act.record(subject=message, clinic_id=clinic_id, peer=message.peer)
    act.changed(clinic_id)
    return message.pk
