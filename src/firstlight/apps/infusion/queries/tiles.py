"""The board of one clinic at one moment: each bay in its place, with whoever is in it and whoever comes next. The
number of queries is the same for three bays as for eight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.queries.feeds import MonitorLine, monitors, open_refused_count
from firstlight.apps.infusion.queries.gathered import Gathered, gather
from firstlight.apps.infusion.queries.readings import feeds_of
from firstlight.apps.infusion.queries.standings import Standing, standing_of
from firstlight.apps.infusion.states import ENDED, IN_A_BAY, State
from firstlight.apps.people import queries as people
from firstlight.apps.scheduling.queries import OnDuty, on_duty


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
class Board:
    """`unplaced` are booked sessions without a bay; `over` those of the day that have ended."""

    clinic_id: int
    at: datetime
    tiles: tuple[Tile, ...]
    unplaced: tuple[Standing, ...]
    over: tuple[Standing, ...]
    duty: tuple[OnDuty, ...]
    monitors: tuple[MonitorLine, ...]
    refused_messages: int

    @property
    def als_on_duty(self) -> bool:
        return any(one.als_on(day_of(self.at)) for one in self.duty)


def board(clinic_id: int, now: datetime) -> Board:
    """Everything on the clinic's board at `now`."""
    staff = on_duty(clinic_id, now)
    gathered = gathered_for_day(clinic_id, now)
    feeds = feeds_of([one.session.pk for one in gathered], now)
    standings = [standing_of(one, staff, feeds.get(one.session.pk), now) for one in gathered]
    booked = [one for one in standings if one.state is State.BOOKED]
    return Board(
        clinic_id=clinic_id,
        at=now,
        tiles=_tiles(clinic_id, standings, _similar(gathered)),
        unplaced=tuple(one for one in booked if one.bay_id is None),
        over=tuple(one for one in standings if one.state.value in ENDED),
        duty=staff,
        monitors=monitors(clinic_id, now),
        refused_messages=open_refused_count(),
    )


def gathered_for_day(clinic_id: int, now: datetime) -> list[Gathered]:
    """Every session of the clinic's day and whoever is still in a bay, by planned start."""
    of_the_day = Q(planned_day=day_of(now)) | Q(state__in=IN_A_BAY)
    return gather(Session.objects.filter(of_the_day, clinic_id=clinic_id), clinic_id, now)


def _similar(gathered: Sequence[Gathered]) -> set[int]:
    """Sessions whose person could be taken for another who is here or still to come."""
    here = [one.session for one in gathered if one.session.state not in ENDED]
    alike = people.similar_names(session.patient for session in here)
    return {session.pk for session in here if session.patient_id in alike}


def _tiles(clinic_id: int, standings: Sequence[Standing], similar: set[int]) -> tuple[Tile, ...]:
    present = {one.bay_id: one for one in standings if one.state.in_a_bay}
    return tuple(
        Tile(
            bay_id=bay.pk,
            bay_number=bay.number,
            chair=bay.chair,
            session=present.get(bay.pk),
            coming=tuple(one for one in standings if one.state is State.BOOKED and one.bay_id == bay.pk),
            similar_name=bay.pk in present and present[bay.pk].session_id in similar,
        )
        for bay in people.bays_of(clinic_id, in_use_only=False)
        if bay.in_use or bay.pk in present
    )
