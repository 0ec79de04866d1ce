"""The board of one clinic at one moment: each bay in its place, with whoever is in it and whoever comes next. The
number of queries is the same for three bays as for eight."""

from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.queries.cancelled import Cancelled, cancelled
from firstlight.apps.infusion.queries.clinic_now import ClinicNow, clinic_now
from firstlight.apps.infusion.queries.standings import Standing
from firstlight.apps.infusion.states import State
from firstlight.apps.people import queries as people
from firstlight.apps.scheduling.queries import OnDuty


@dataclass(frozen=True, slots=True)
class Tile:
    """One bay, in use or empty. `coming` are the day's booked sessions for it, soonest first."""

    bay_id: int
    bay_number: int
    chair: str
    session: Standing | None
    coming: tuple[Standing, ...]
    similar_name: bool


@dataclass(frozen=True, slots=True)
class Over:
    """A session of the day that has ended; `left_at` is None where the person never came to a bay, or left it for a bed."""

    session_id: int
    state: State
    patient: people.PatientBanner
    bay_id: int | None
    bay_number: int | None
    planned_start: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class Board:
    """`unplaced` are booked sessions without a bay; `over` those of the day that have ended; `cancelled` says of some of
    these, by session, who cancelled the booking and why."""

    clinic_id: int
    at: datetime
    tiles: tuple[Tile, ...]
    unplaced: tuple[Standing, ...]
    over: tuple[Over, ...]
    cancelled: dict[int, Cancelled]
    duty: tuple[OnDuty, ...]
    newest_row: int

    @property
    def als_on_duty(self) -> bool:
        return any(one.als_on(day_of(self.at)) for one in self.duty)


def board(clinic_id: int, now: datetime) -> Board:
    """Everything on the clinic's board at `now`."""
    return board_in(clinic_now(clinic_id, now))


def board_in(clinic: ClinicNow) -> Board:
    """The same of a clinic already read: its bays in one query more, and one where a booking was cancelled."""
    over = tuple(_over(row, clinic) for row in clinic.ended)
    return Board(
        clinic_id=clinic.clinic_id,
        at=clinic.at,
        tiles=tiles_in(clinic),
        unplaced=tuple(one for one in clinic.here() if one.state is State.BOOKED and one.bay_id is None),
        over=over,
        cancelled=cancelled([one.session_id for one in over if one.state is State.CANCELLED]),
        duty=clinic.duty,
        newest_row=clinic.newest_row,
    )


def tiles_in(clinic: ClinicNow) -> tuple[Tile, ...]:
    """Every bay in chair order: those in use, and any other that somebody sits in."""
    here, similar = clinic.here(), _similar(clinic)
    present = {one.bay_id: one for one in here if one.state.in_a_bay}
    return tuple(
        Tile(
            bay_id=bay.pk,
            bay_number=bay.number,
            chair=bay.chair,
            session=present.get(bay.pk),
            coming=tuple(one for one in here if one.state is State.BOOKED and one.bay_id == bay.pk),
            similar_name=bay.pk in present and present[bay.pk].session_id in similar,
        )
        for bay in people.bays_of(clinic.clinic_id, in_use_only=False)
        if bay.in_use or bay.pk in present
    )


def _similar(clinic: ClinicNow) -> set[int]:
    """Sessions whose person could be taken for another who is here or still to come."""
    here = [clinic.gathered[one.session_id].session for one in clinic.here()]
    alike = people.similar_names(session.patient for session in here)
    return {session.pk for session in here if session.patient_id in alike}


def _over(row: Session, clinic: ClinicNow) -> Over:
    return Over(
        session_id=row.pk,
        state=State(row.state),
        patient=clinic.banners[row.patient_id],
        bay_id=row.bay_id,
        bay_number=row.bay.number if row.bay else None,
        planned_start=row.planned_start,
        left_at=row.left_at,
    )
