"""Something happened besides the plan: nausea, a call to the doctor, a drink of water. In the nurse's own words."""

from datetime import datetime

from firstlight.apps.action import Act, action
from firstlight.apps.infusion.actions.writing.entries import written
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session
from firstlight.apps.infusion.models import SessionEvent
from firstlight.apps.refusals import Invalid

MOST_LETTERS = 40


@action(verb="session.event.recorded", permission="session.observe")
def record_event(act: Act, *, session_id: int, kind: str, text: str = "", at: datetime | None = None) -> int:
    """The id of the event. Raises Invalid where nothing says what it was."""
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    if not 1 <= len(kind.strip()) <= MOST_LETTERS:
        raise Invalid(f"Say what happened in at most {MOST_LETTERS} letters; the rest goes into the text.", "kind")
    row = SessionEvent.objects.create(kind=kind.strip(), text=text.strip(), **written(act, session, at))
    keep(act, session, kind=row.kind)
    return row.pk
