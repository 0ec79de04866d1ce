"""What the monitor sends is shown with its age and its source, as readings and nothing more: the newest ones, the trace of
a session, and the rows that the live stream tells."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from firstlight.apps.infusion.queries import (
    feed_of,
    latest_readings,
    messages_after,
    session_record,
    traces_between,
)
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, at


def _joined(day: Day) -> tuple[int, str]:
    """Somebody who arrived at one o'clock, and the monitor joined to them five minutes later."""
    session_id, monitor = days.arrived(day, days.booked(day)), days.a_monitor(day)
    days.bound(day, session_id, monitor, minute=5)
    return session_id, monitor.identifier


class TestTheNewestReadings:
    def test_are_stale_when_the_monitor_falls_silent_but_a_cuffs_last_figure_stays_with_its_age(self, day: Day) -> None:
        session_id, monitor = _joined(day)
        days.sends(monitor, 6, systolic=141.0, diastolic=88.0, pulse=80.0)
        days.sends(monitor, 9, pulse=84.0)
        now = {reading.kind: reading for reading in latest_readings(session_id, at(9.2))}
        assert (now["pulse"].value, now["pulse"].stale, now["systolic"].measured_at) == (84.0, False, at(6))
        later = {reading.kind: reading for reading in latest_readings(session_id, at(10))}
        assert (later["pulse"].stale, later["systolic"].stale, later["diastolic"].value) == (True, False, 88.0)
        feed = feed_of(session_id, at(10))
        assert feed is not None
        assert feed.silent

    def test_that_come_late_in_a_flood_are_not_shown_as_new(self, day: Day) -> None:
        session_id, monitor = _joined(day)
        days.sends(monitor, 15, measured=8, pulse=80.0)
        assert [reading.stale for reading in latest_readings(session_id, at(15))] == [True]

    def test_from_before_the_binding_are_nobodys(self, day: Day) -> None:
        days.sends("Monitor 3", 4, pulse=80.0)
        session_id, _ = _joined(day)
        assert latest_readings(session_id, at(5)) == ()


class TestATraceForDrawing:
    def test_is_every_value_where_there_are_few(self, day: Day) -> None:
        session_id, monitor = _joined(day)
        for second in range(5):
            days.sends(monitor, 6 + second / 60, pulse=80.0 + second)
        assert days.pulse_sent(session_id, 0, 20) == [[(at(6 + second / 60), 80.0 + second) for second in range(5)]]

    def test_is_thinned_and_keeps_every_peak_and_every_trough(self, day: Day) -> None:
        session_id, monitor = _joined(day)
        sent = {6 + tick / 60: {77: 180.0, 140: 31.0}.get(tick, 80.0 + tick % 2) for tick in range(200)}
        for minute, pulse in sent.items():
            days.sends(monitor, minute, pulse=pulse)
        (run,) = days.pulse_sent(session_id, 0, 20, most=20)
        assert len(run) <= 22
        assert (at(6 + 77 / 60), 180.0) in run
        assert (at(6 + 140 / 60), 31.0) in run
        assert run == sorted(run)

    def test_begins_and_ends_where_the_monitor_did(self, day: Day) -> None:
        session_id, monitor = _joined(day)
        for tick in range(100):
            days.sends(monitor, 6 + tick / 60, pulse=80.0 + tick % 7)
        (run,) = days.pulse_sent(session_id, 0, 20, most=10)
        assert (run[0][0], run[-1][0]) == (at(6), at(6 + 99 / 60))

    def test_breaks_where_the_monitor_was_silent_and_only_there(self, day: Day) -> None:
        """Few points far apart are no silence, and a silence is one however few points are kept."""
        session_id, monitor = _joined(day)
        minutes = [6 + 0.9 * step for step in range(40)] + [50 + 0.9 * step for step in range(40)]
        for minute in minutes:
            days.sends(monitor, minute, pulse=80.0)
        for most in (400, 8):
            runs = days.pulse_sent(session_id, 0, 100, most=most)
            assert [(run[0][0], run[-1][0]) for run in runs] == [(at(6), at(41.1)), (at(50), at(85.1))]

    def test_takes_the_newer_message_where_a_value_was_sent_again(self, day: Day) -> None:
        session_id, monitor = _joined(day)
        days.sends(monitor, 6, pulse=80.0)
        days.sends(monitor, 6.5, measured=6, pulse=84.0)
        assert days.pulse_sent(session_id, 0, 20) == [[(at(6), 84.0)]]

    def test_is_asked_for_in_one_query_and_in_none_where_no_monitor_was_joined(self, day: Day) -> None:
        session_id, monitor = _joined(day)
        days.sends(monitor, 6, pulse=80.0)
        bindings = session_record(session_id, at(20)).bindings
        for joined, queries in ((bindings, 1), ((), 0)):
            with CaptureQueriesContext(connection) as asked:
                traces_between(joined, ("pulse", "spo2"), at(0), at(20))
            assert len(asked) == queries


def test_messages_after_are_told_in_order_and_once(day: Day) -> None:
    sent = [days.sends("Monitor 9", minute, pulse=80.0).pk for minute in (3, 1, 2)]
    assert [row[0] for row in messages_after(0, 10)] == sent
    assert [row[0] for row in messages_after(sent[0], 1)] == sent[1:2]
    assert messages_after(sent[-1], 10) == []
