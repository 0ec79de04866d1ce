"""Somebody takes on a message that could not be understood, so that everybody sees who is looking."""

from firstlight.apps.action import Act, action
from firstlight.apps.infusion import permissions
from firstlight.apps.infusion.locking import open_refused_message


@action(verb="feed.message.owned", permission="monitor.resolve")
def own_refused_message(act: Act, *, message_id: int) -> int:
    """The message's id. Raises Conflict where it is settled already."""
    act.allow(None)
    message = open_refused_message(message_id)
    message.owner_id = permissions.check_named(act.actor)
    message.save(update_fields=["owner"])
    act.record(subject=message, peer=message.peer)
    act.changed(0)
    return message.pk
