"""Filling an empty database with an ordinary Monday of invented people, and with what led to it."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime

from firstlight.apps import clock
from firstlight.apps.people.queries import clinics, staff_of
from firstlight.demo import people, visits
from firstlight.demo.feeds import Feeds
from firstlight.demo.hours import LONDON, within_a_day
from firstlight.demo.opening import Opened, open_trust, rota
from firstlight.demo.playing import Story, play
from firstlight.demo.series import series
from firstlight.demo.visits import Visit


def sign_in_choices() -> list[tuple[str, str]]:
    """(name, role) of everybody that one can sign in as, the nurses first."""
    found: dict[str, str] = {}
    for clinic in clinics():
        for member in staff_of(clinic.pk):
            found.setdefault(member.get_full_name(), member.roles_here[0].role)
    return sorted(found.items(), key=lambda item: (item[1] != "nurse", item[1], item[0]))


def seed(progress: Callable[[str], None]) -> None:
    """Everything as of this moment, with the earlier visits of everybody who comes today."""
    todays = visits.todays(clock.now())
    earlier = [one for visit in todays for one in visits.before(visit)]
    _fill([*earlier, *todays])
    progress(f"{len(people.patients())} invented people; {len(todays)} visits today, {len(earlier)} before.")


def seed_first_clinic() -> None:
    """The day of the first clinic alone, and nothing that led to it: for a test or a benchmark, at whatever hour it runs."""
    first, *_ = people.clinics()
    with clock.at(within_a_day(clock.now())):
        _fill([visit for visit in visits.todays(clock.now()) if visit.invented.clinic == first])


def _fill(attended: Collection[Visit]) -> None:
    """Open the trust, and let everybody come for these visits as far as they have got."""
    now = clock.now().astimezone(LONDON)
    opened = open_trust(now)
    feeds = Feeds(opened, {visit.invented.clinic for visit in attended}, now)
    play(_stories(opened, feeds, attended, now), until=now)
    feeds.catch_up()


def _stories(opened: Opened, feeds: Feeds, attended: Collection[Visit], now: datetime) -> Iterator[Story]:
    days = {now - (now.date() - visit.start.date()) for visit in attended} | {now}
    yield from (rota(opened, code, days) for code in opened.clinics)
    for invented in people.patients():
        theirs = [visit for visit in attended if visit.invented == invented]
        yield series(opened, feeds, invented, sorted(theirs, key=lambda visit: visit.start), now)
