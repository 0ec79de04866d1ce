"""A browser that looked away says which row it saw last, and is told everything stored since: once, in order, and only what
belongs on its page. Only where that would be too much is it told to look at the page again."""

import asyncio
import re
from collections.abc import Iterator

import pytest
from django.test import RequestFactory

from firstlight.apps.infusion.actions.store_readings import _known
from firstlight.apps.infusion.queries import last_message_id
from firstlight.web.live import events, resume
from firstlight.web.live.subscriber import Subscriber
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day


@pytest.fixture
def day(db: None) -> Iterator[Day]:
    _known.clear()
    yield days.a_day()
    _known.clear()


def watcher(day: Day, session_id: int | None = None) -> Subscriber:
    async def made() -> Subscriber:
        return Subscriber(day.clinic.pk, session_id)

    return asyncio.run(made())


def joined(day: Day, bay: int) -> tuple[int, str]:
    """Somebody in a bay with a monitor of their own."""
    session_id, monitor = days.arrived(day, days.booked(day, bay=bay), bay=bay), days.a_monitor(day, f"Monitor {bay}")
    days.bound(day, session_id, monitor, minute=5)
    return session_id, monitor.identifier


def ids(told: bytes) -> list[int]:
    return [int(one) for one in re.findall(rb"^id: (\d+)$", told, re.M)]


@pytest.mark.parametrize(
    ("header", "address", "seen"),
    [
        ("", "", None),
        ("41", "", 41),
        ("", "41", 41),
        ("57", "41", 57),
        ("41", "57", 57),
        ("", "x", None),
        ("", "-1", None),
        ("", "9" * 30, None),
    ],
)
def test_the_row_seen_last_may_come_in_the_header_or_in_the_address(
    header: str, address: str, seen: int | None
) -> None:
    request = RequestFactory().get(
        "/live/clinic/", {"after": address} if address else {}, headers={"Last-Event-ID": header}
    )
    assert resume.last_seen(request) == seen


def test_everything_stored_since_is_told_once_and_in_order(day: Day) -> None:
    _, monitor = joined(day, 0)
    seen = days.sends(monitor, 6, pulse=80.0).pk
    since = [days.sends(monitor, 6 + second / 60, pulse=80.0 + second).pk for second in range(1, 40)]
    upto, told = resume.missed(watcher(day), seen)
    assert ids(told) == since
    assert upto == since[-1]
    assert resume.missed(watcher(day), upto) == (upto, b"")


def test_a_sessions_page_is_told_of_its_own_monitor_alone(day: Day) -> None:
    (mine, monitor), (_, another) = joined(day, 0), joined(day, 1)
    seen = last_message_id()
    own = days.sends(monitor, 6, pulse=80.0).pk
    days.sends(another, 6, pulse=141.0)
    assert ids(resume.missed(watcher(day, mine), seen)[1]) == [own]


def test_a_browser_that_saw_nothing_yet_misses_nothing(day: Day) -> None:
    _, monitor = joined(day, 0)
    days.sends(monitor, 6, pulse=80.0)
    assert resume.missed(watcher(day), None) == (0, b"")


def test_too_much_is_not_told_but_the_page_looks_again(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    _, monitor = joined(day, 0)
    seen = last_message_id()
    for second in range(5):
        days.sends(monitor, 6 + second / 60, pulse=80.0)
    monkeypatch.setattr(resume, "MOST_REPLAYED", 5)
    assert len(ids(resume.missed(watcher(day), seen)[1])) == 5
    days.sends(monitor, 7, pulse=80.0)
    assert resume.missed(watcher(day), seen) == (seen, events.event("behind"))


def test_the_other_bays_do_not_make_a_sessions_page_fall_behind(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    (mine, monitor), (_, another) = joined(day, 0), joined(day, 1)
    seen = last_message_id()
    for second in range(10):
        days.sends(another, 6 + second / 60, pulse=141.0)
    own = days.sends(monitor, 7, pulse=80.0).pk
    monkeypatch.setattr(resume, "MOST_REPLAYED", 5)
    assert ids(resume.missed(watcher(day, mine), seen)[1]) == [own]


def test_a_row_from_before_a_backup_was_put_back_hides_nothing_that_comes(day: Day) -> None:
    _, monitor = joined(day, 0)
    days.sends(monitor, 6, pulse=80.0)
    assert resume.missed(watcher(day), last_message_id() + 100) == (0, events.event("behind"))
