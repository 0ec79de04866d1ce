"""Somebody opens a message that could not be understood. It may say whom it is about, so that is written down before it is
shown: whole only to whoever may open records."""

from firstlight.apps.action import Act, action
from firstlight.apps.infusion import permissions
from firstlight.apps.infusion.models import RefusedMessage
from firstlight.apps.people.permissions import may
from firstlight.apps.refusals import NotThere


@action(verb="feed.message.opened", permission="monitor.resolve")
def read_refused_message(act: Act, *, message_id: int, clinic_id: int) -> int:
    """The message's id. Raises NotThere for another clinic's."""
    act.allow(clinic_id)
    message = RefusedMessage.objects.filter(pk=message_id).first()
    if message is None:
        raise NotThere("There is no such message. Go back to the list and choose one from there.")
    permissions.check_message_here(act.actor, message, clinic_id)
    act.record(subject=message, clinic_id=clinic_id, whole=may(act.actor, "patient.open", clinic_id))
    return message.pk
