"""One clinic at one moment: everybody of the day and whoever is in a bay, read once. The board shows all of it; a session's
page shows one of them with the others in its ribbon, and asks the database no more for that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.models import Binding, Session
from firstlight.apps.infusion.queries.gathered import Gathered, gather, session_rows
from firstlight.apps.infusion.queries.readings import bindings_of, feeds_from
from firstlight.apps.infusion.queries.standings import Standing, standing_of
from firstlight.apps.infusion.states import ENDED, IN_A_BAY
from firstlight.apps.people import queries as people
from firstlight.apps.scheduling.queries import OnDuty, on_duty


@dataclass(frozen=True, slots=True)
class ClinicNow:
    """`gathered` and `standings` are by session, by planned start: those that have not ended, and any that was named.
    Of those that have ended only the rows are read, with the banners."""

    clinic_id: int
    at: datetime
    duty: tuple[OnDuty, ...]
    ended: tuple[Session, ...]
    banners: Mapping[int, people.PatientBanner]
    gathered: Mapping[int, Gathered]
    standings: Mapping[int, Standing]
    bindings: Sequence[Binding]

    def here(self) -> list[Standing]:
        """Those of the day that have not ended, and whoever is in a bay."""
        return [one for one in self.standings.values() if one.state.value not in ENDED and self._of_the_day(one)]

    @property
    def newest_row(self) -> int:
        """The newest message that a feed here shows, by its id: a page is told what comes after it. 0 where none is."""
        feeds = [one.feed for one in self.standings.values() if one.feed]
        return max((reading.message_id for feed in feeds for reading in feed.readings), default=0)

    def _of_the_day(self, one: Standing) -> bool:
        return one.state.in_a_bay or day_of(one.planned_start) == day_of(self.at)


def clinic_now(clinic_id: int, now: datetime, *, whole: int | None = None) -> ClinicNow:
    """Everybody at `now`; `whole` names a session whose lines are wanted whatever its day and its end."""
    wanted = Q(planned_day=day_of(now)) | Q(state__in=IN_A_BAY) | Q(pk=whole)
    rows = session_rows(Session.objects.filter(wanted, clinic_id=clinic_id))
    banners = people.banners_of(row.patient for row in rows)
    here = [row for row in rows if row.state not in ENDED or row.pk == whole]
    duty = on_duty(clinic_id, now)
    bindings = bindings_of([row.pk for row in here], now)
    feeds = feeds_from(bindings, now)
    gathered = {one.session.pk: one for one in gather(here, banners, clinic_id, now)}
    standings = {pk: standing_of(one, duty, feeds.get(pk), now) for pk, one in gathered.items()}
    ended = tuple(row for row in rows if row.state in ENDED and row.planned_day == day_of(now))
    return ClinicNow(clinic_id, now, duty, ended, banners, gathered, standings, bindings)
