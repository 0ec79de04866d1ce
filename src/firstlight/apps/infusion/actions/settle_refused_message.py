"""A message that could not be understood is settled, in words: what was wrong, and what was done about it."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import permissions
from firstlight.apps.infusion.locking import open_refused_message
from firstlight.apps.refusals import Invalid


@action(verb="feed.message.settled", permission="monitor.resolve")
def settle_refused_message(act: Act, *, message_id: int, clinic_id: int, how: str) -> int:
    """The message's id. It stays whole. Raises Invalid without words, Conflict where it is settled already, and NotThere
    for another clinic's."""
    act.allow(clinic_id)
    message = open_refused_message(message_id)
    permissions.check_message_here(act.actor, message, clinic_id)
    if not how.strip():
        raise Invalid("Say what was wrong and what was done about it.", "how")
    message.settled_at, message.settled_by_id, message.settled_how = clock.now(), act.actor.staff_id, how.strip()
    message.save(update_fields=["settled_at", "settled_by", "settled_how"])
    act.record(subject=message, clinic_id=clinic_id, peer=message.peer, how=message.settled_how)
    act.changed(clinic_id)
    return message.pk
