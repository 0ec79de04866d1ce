"""A monitor's feed is parted from a session. What it sent until now stays the session's."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion.actions.writing.bindings import end_feed
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session
from firstlight.apps.refusals import Conflict


@action(verb="feed.unbound", permission="monitor.bind")
def unbind_feed(act: Act, *, session_id: int) -> int:
    """The id of the binding that ended. Raises Conflict where no monitor is joined."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    binding = end_feed(act, session, clock.now())
    if binding is None:
        raise Conflict("No monitor is joined to this session. Somebody may have parted it a moment ago.")
    keep(act, session, monitor_id=binding.monitor_id)
    return binding.pk
