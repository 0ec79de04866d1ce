"""A nurse records observations taken together, by hand or accepted from the monitor. Whole or not at all."""

from datetime import datetime

from firstlight.apps.action import Act, action
from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions.writing.entries import written
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.locking import locked_session
from firstlight.apps.infusion.models import Observation, ObservationSet


@action(verb="session.set.recorded", permission="session.observe")
def record_set(
    act: Act,
    *,
    session_id: int,
    values: dict[str, str],
    accepted: dict[str, int] | None = None,
    confirmed: dict[str, str] | None = None,
    minute: int | None = None,
    note: str = "",
    at: datetime | None = None,
) -> int:
    """The id of the set. `values` is kind to text as typed, empty where not taken; `accepted` names the monitor's
    message for values taken from it; `confirmed` the texts that the nurse, once asked, said are right.

    Raises SetRefused with every fault at its field, or NeedsConfirmation with every question.
    """
    session = locked_session(session_id)
    act.allow(session.clinic_id)
    columns = written(act, session, at)
    found = policies.checked_values(session, values, accepted or {}, confirmed or {}, columns["effective_at"])
    minute = policies.planned_minute(session, minute, columns["effective_at"])
    row = ObservationSet.objects.create(minute=minute, note=note.strip(), **columns)
    Observation.objects.bulk_create(_observation(row, value) for value in found)
    keep(act, session, kinds=sorted(value.kind for value in found), minute=minute)
    return row.pk


def _observation(row: ObservationSet, value: policies.Value) -> Observation:
    source = Observation.Source.HAND if value.message_id is None else Observation.Source.MONITOR
    return Observation(
        set=row,
        kind=value.kind,
        typed=value.typed,
        number=value.number,
        unit=value.unit,
        source=source,
        measured_at=value.measured_at,
        message_id=value.message_id,
        confirmed=value.confirmed,
    )
