"""What the monitor sends is shown with its age and its source, as readings and nothing more: the newest ones, the trace of
a session, and the rows that the live stream tells."""

from firstlight.apps.infusion.queries import feed_of, latest_readings, messages_after, readings_between
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


def test_a_thinned_trace_keeps_every_peak(day: Day) -> None:
    session_id, monitor = _joined(day)
    for tick in range(200):
        days.sends(monitor, 6 + tick / 60, pulse=180.0 if tick == 77 else 80.0 + tick % 2)
    points = readings_between(session_id, at(0), at(20), most=20)["pulse"]
    assert len(points) <= 20
    assert (at(6 + 77 / 60), 180.0) in points
    assert points == sorted(points)


def test_messages_after_are_told_in_order_and_once(day: Day) -> None:
    sent = [days.sends("Monitor 9", minute, pulse=80.0).pk for minute in (3, 1, 2)]
    assert [row[0] for row in messages_after(0, 10)] == sent
    assert [row[0] for row in messages_after(sent[0], 1)] == sent[1:2]
    assert messages_after(sent[-1], 10) == []
