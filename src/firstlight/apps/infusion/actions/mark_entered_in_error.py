"""An entry should not have been made: it is marked, with the reason, and stays to be read. Made on the wrong person's
record, it is shown on both. The right value is a new entry."""

from firstlight.apps import clock
from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.versions import keep, touch
from firstlight.apps.infusion.locking import locked_sessions
from firstlight.apps.infusion.models import Correction
from firstlight.apps.people.permissions import check_may


@action(verb="session.entry.marked_in_error", permission="session.correct")
def mark_entered_in_error(act: Act, *, entry: str, entry_id: int, reason: str, belongs_to_id: int | None = None) -> int:
    """The id of the mark. `entry` is "set", "given", "gate" or "event"; `belongs_to_id` the session it was meant for.

    Raises Conflict where it is marked already, IllegalMove for a line that is part of a move.
    """
    line = policies.entry_of(entry, entry_id)
    session, other = locked_sessions(line.session_id, belongs_to_id)
    act.allow(session.clinic_id)
    policies.check_markable(line, reason)
    if other is not None:
        check_may(act.actor, act.name.permission, other.clinic_id)
        policies.check_another_session(session, other)
        touch(other.pk)
        act.changed(other.clinic_id)
    mark = Correction.objects.create(
        session=session,
        entry_type=line._meta.label,
        entry_id=line.pk,
        reason=reason.strip(),
        at=clock.now(),
        by_id=act.actor.staff_id,
        belongs_to=other,
    )
    keep(act, session, entry=entry, entry_id=line.pk, reason=mark.reason, belongs_to=belongs_to_id)
    return mark.pk
