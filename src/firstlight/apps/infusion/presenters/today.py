"""The day's list: everybody expected, here or gone, by planned start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.queries import Cancelled, cancelled
from firstlight.apps.infusion.states import State
from firstlight.apps.people import queries as people


@dataclass(frozen=True, slots=True)
class TodayRow:
    session_id: int
    planned_start: datetime
    banner: people.PatientBanner
    bay: int | None
    nurse: str
    state: str
    number: int
    of: int
    expected: bool
    cancelled: Cancelled | None


@dataclass(frozen=True, slots=True)
class TodayView:
    now: datetime
    rows: list[TodayRow]


def today_view(sessions: Sequence[Session], now: datetime) -> TodayView:
    """Few queries whatever their number: the rows come with bay and nurse, banners and cancellations in one go."""
    banners = people.patient_banners(session.patient_id for session in sessions)
    gone = cancelled([session.pk for session in sessions if session.state == State.CANCELLED.value])
    rows = [_row(session, banners[session.patient_id], gone.get(session.pk)) for session in sessions]
    return TodayView(now, rows)


def _row(session: Session, banner: people.PatientBanner, gone: Cancelled | None) -> TodayRow:
    state = State(session.state)
    return TodayRow(
        session_id=session.pk,
        planned_start=session.planned_start,
        banner=banner,
        bay=session.bay.number if session.bay else None,
        nurse=session.nurse.get_full_name() if session.nurse else "",
        state=state.label,
        number=session.number,
        of=session.of,
        expected=state is State.BOOKED,
        cancelled=gone,
    )
