"""Rows locked until the transaction ends: whoever comes second waits here and then sees what was done. Never so that a
row that only names the locked one must wait: a message goes on being stored while its monitor is being joined."""

from firstlight.apps.infusion.models import Monitor, RefusedMessage, Session
from firstlight.apps.refusals import Conflict, NotThere


def locked_session(session_id: int) -> Session:
    """The session, for changing. Raises NotThere."""
    session = Session.objects.select_for_update(no_key=True).filter(pk=session_id).first()
    if session is None:
        raise NotThere("There is no such session. Go back to the board and open it from there.")
    return session


def locked_monitor(monitor_id: int) -> Monitor:
    """The monitor, for joining or placing. Raises NotThere."""
    monitor = Monitor.objects.select_for_update(no_key=True).filter(pk=monitor_id).first()
    if monitor is None:
        raise NotThere("There is no such monitor. Go back to the list of monitors and choose one from there.")
    return monitor


def locked_sessions(session_id: int, other_id: int | None) -> tuple[Session, Session | None]:
    """One session, and another if named, locked in one order everywhere so that two people cannot block each other."""
    if other_id is None or other_id == session_id:
        return locked_session(session_id), None if other_id is None else locked_session(other_id)
    locked = {pk: locked_session(pk) for pk in sorted((session_id, other_id))}
    return locked[session_id], locked[other_id]


def open_refused_message(message_id: int) -> RefusedMessage:
    """A message that could not be understood and is not settled yet. Raises NotThere and Conflict."""
    message = RefusedMessage.objects.select_for_update(no_key=True).filter(pk=message_id).first()
    if message is None:
        raise NotThere("There is no such message. Go back to the list and choose one from there.")
    if message.settled_at is not None:
        raise Conflict(f"This message was settled already: {message.settled_how}")
    return message
