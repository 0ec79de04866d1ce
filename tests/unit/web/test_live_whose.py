"""A stream tells a reading under one person's name only where the record would: not one that came before the monitor was
joined to them, nor one whose own clock says that it was measured before."""

from collections.abc import Iterator

import pytest

from firstlight.apps.infusion.actions.store_readings import _known
from firstlight.apps.infusion.actions.unbind_feed import unbind_feed
from firstlight.apps.infusion.queries import last_message_id
from firstlight.web.live import hub, resume
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, standing_at


class Watcher:
    """A board's stream of one clinic."""

    def __init__(self, clinic_id: int) -> None:
        self.clinic_id = clinic_id

    def wants(self, clinic_id: int, session_id: int) -> bool:
        return clinic_id == self.clinic_id


@pytest.fixture
def day(db: None) -> Iterator[Day]:
    _known.clear()
    yield days.a_day()
    _known.clear()


def _told(day: Day, last_id: int) -> tuple[bytes, bytes]:
    """What an open stream is told since that row, and what one that was away is told."""
    watcher = Watcher(day.clinic.pk)
    one = hub.Hub()
    one._last_id = last_id
    one._subscribers.add(watcher)  # type: ignore[arg-type]
    one._changes()
    at_once = b"".join(event for items in one._readings().values() for _, event in items)
    return at_once, resume.missed(watcher, last_id)[1]  # type: ignore[arg-type]


def test_what_came_before_the_monitor_went_to_somebody_else_is_not_told_as_theirs(day: Day) -> None:
    grey, brown = (days.arrived(day, days.booked(day, days.a_patient(day), bay=n), bay=n) for n in (0, 1))
    monitor, last = days.a_monitor(day), last_message_id()
    days.bound(day, grey, monitor, minute=5)
    days.sends(monitor.identifier, 40, pulse=141)
    with standing_at(50):
        unbind_feed(day.nurse, session_id=grey)
    days.bound(day, brown, monitor, minute=60)
    assert _told(day, last) == (b"", b"")


def test_what_a_slow_clock_puts_before_the_join_is_not_told(day: Day) -> None:
    brown, monitor, last = days.arrived(day, days.booked(day)), days.a_monitor(day), last_message_id()
    days.bound(day, brown, monitor, minute=60)
    days.sends(monitor.identifier, 80, measured=20, pulse=141)
    assert _told(day, last) == (b"", b"")
    days.sends(monitor.identifier, 81, pulse=99)
    for told in _told(day, last):
        assert b"99" in told
        assert b"141" not in told
