"""A reading is a person's only where both clocks say so: the monitor's own, by which it was measured, and ours, by which it
came. One monitor, two people after each other: Grey until ten to two, Brown from two o'clock."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from firstlight.apps.infusion.actions.bind_feed import bind_feed
from firstlight.apps.infusion.actions.claim_readings import claim_readings
from firstlight.apps.infusion.actions.record_set import record_set
from firstlight.apps.infusion.actions.store_readings import store_readings
from firstlight.apps.infusion.actions.unbind_feed import unbind_feed
from firstlight.apps.infusion.models import Binding, Monitor, MonitorMessage
from firstlight.apps.infusion.queries import claimable, feed_of, latest_readings
from firstlight.apps.infusion.queries.belonging import by_both, is_by_both
from firstlight.apps.infusion.refusals import SetRefused
from firstlight.apps.refusals import Conflict, Invalid, NeedsConfirmation
from tests.contract.hl7.clinic import feed, message
from tests.unit.infusion import day as days
from tests.unit.infusion.day import COMPARED, Day, at, pulse_sent, standing_at

SLOW = -60.0  # minutes: left on winter time in April, say


@dataclass
class Chair:
    """Where both sat, one after the other, beside one monitor."""

    day: Day
    grey: int
    brown: int
    monitor: Monitor

    def sends(self, minute: float, pulse: float, *, measured: float | None = None, stated: str = "") -> MonitorMessage:
        return days.sends(self.monitor.identifier, minute, measured=measured, stated=stated, pulse=pulse)

    def claims(self, session_id: int, start: float, by_clock: str, end: float | None = None, now: float = 100) -> int:
        with standing_at(now):
            return claim_readings(
                self.day.nurse,
                session_id=session_id,
                monitor_id=self.monitor.pk,
                starts_at=at(start),
                ends_at=None if end is None else at(end),
                compared=COMPARED,
                by_clock=by_clock,
            )


@pytest.fixture
def chair(day: Day) -> Chair:
    """Grey is joined from five past one to ten to two; Brown from two."""
    grey = days.arrived(day, days.booked(day, days.a_patient(day, "Grey"), bay=0), bay=0)
    brown = days.arrived(day, days.booked(day, days.a_patient(day, "Brown"), bay=1), minute=52, bay=1)
    monitor = days.a_monitor(day)
    days.bound(day, grey, monitor, minute=5)
    with standing_at(50):
        unbind_feed(day.nurse, session_id=grey)
    days.bound(day, brown, monitor, minute=60)
    return Chair(day, grey, brown, monitor)


def pulses(session_id: int) -> list[tuple[float, float]]:
    """(minute, pulse) of the trace on the session's chart."""
    runs = pulse_sent(session_id, -600, 600)
    return [((moment - at(0)) / timedelta(minutes=1), value) for run in runs for moment, value in run]


class TestAMonitorWhoseClockIsAnHourSlow:
    def test_puts_nothing_on_the_chart_of_whoever_sat_there_an_hour_before(self, chair: Chair) -> None:
        chair.sends(80, 141, measured=80 + SLOW)
        assert pulses(chair.grey) == []
        assert pulses(chair.brown) == []
        assert latest_readings(chair.brown, at(80)) == ()

    @pytest.mark.parametrize("whose", ["grey", "brown"])
    def test_gives_nothing_to_accept(self, chair: Chair, whose: str) -> None:
        sent = chair.sends(80, 141, measured=80 + SLOW)
        with standing_at(81), pytest.raises(SetRefused) as refused:
            record_set(
                chair.day.nurse,
                session_id=getattr(chair, whose),
                values={"pulse": "141"},
                accepted={"pulse": sent.pk},
                at=at(25) if whose == "grey" else None,
            )
        assert "not from this session's monitor" in refused.value.faults["pulse"]

    def test_is_said_to_be_behind_and_not_only_silent(self, chair: Chair) -> None:
        chair.sends(80, 141, measured=80 + SLOW)
        joined = feed_of(chair.brown, at(80.1))
        assert joined is not None
        assert (joined.silent, joined.clock_behind) == (True, timedelta(minutes=60))
        chair.sends(81, 140)
        joined = feed_of(chair.brown, at(81.1))
        assert joined is not None
        assert not joined.silent
        assert feed_of(chair.brown, at(82)).clock_behind is None  # type: ignore[union-attr]

    def test_is_asked_about_where_it_names_somebody_else(self, chair: Chair) -> None:
        with standing_at(80):
            unbind_feed(chair.day.nurse, session_id=chair.brown)
        chair.sends(81, 141, measured=81 + SLOW, stated="NHS 9990000018")
        with standing_at(82), pytest.raises(NeedsConfirmation):
            bind_feed(chair.day.nurse, session_id=chair.brown, monitor_id=chair.monitor.pk, compared=COMPARED)

    def test_as_the_listener_understands_it_too(self, chair: Chair) -> None:
        """The same from the wire: a message stamped 13:20 that comes at 14:20."""
        wire = message(
            "MSH|^~\\&|MON|WARD|||20261123132000||ORU^R01^ORU_R01|4711|P|2.6",
            "PID|||12345^^^TRUST^MR",
            "OBR|1||||||20261123132000",
            "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC||141|bpm|||||F|||",
        )
        understood = feed(wire, at(80))._replace(monitor=chair.monitor.identifier)
        assert store_readings([understood]) == [True]
        assert pulses(chair.grey) == pulses(chair.brown) == []
        assert [line.by_clock for line in claimable(chair.monitor.pk, at(52), at(90))] == ["ours"]


class TestReadingsThatComeLate:
    def test_within_one_join_are_drawn_where_they_were_measured(self, chair: Chair) -> None:
        chair.sends(90, 77, measured=70)
        assert pulses(chair.brown) == [(70, 77)]

    def test_after_the_monitor_went_to_somebody_else_are_nobodys(self, chair: Chair) -> None:
        chair.sends(62, 77, measured=45)
        assert pulses(chair.grey) == pulses(chair.brown) == []


class TestWhatBelongsToNobody:
    def test_is_listed_for_both_with_the_difference_of_the_clocks(self, chair: Chair) -> None:
        for minute in (80, 81, 83):
            chair.sends(minute, 141, measured=minute + SLOW)
        (for_brown,) = claimable(chair.monitor.pk, at(52), at(100))
        assert (for_brown.by_clock, for_brown.messages, for_brown.apart) == ("ours", 3, timedelta(minutes=60))
        assert (for_brown.first_at, for_brown.last_at) == (at(80), at(83))
        (for_grey,) = claimable(chair.monitor.pk, at(0), at(50))
        assert (for_grey.by_clock, for_grey.first_at, for_grey.last_at) == ("monitors", at(20), at(23))

    def test_claimed_by_our_clock_is_drawn_when_it_came(self, chair: Chair) -> None:
        chair.sends(80, 141, measured=80 + SLOW)
        chair.claims(chair.brown, 60, "ours")
        assert pulses(chair.brown) == [(80, 141)]
        assert pulses(chair.grey) == []
        assert claimable(chair.monitor.pk, at(52), at(100)) == ()

    def test_claimed_by_the_monitors_clock_is_drawn_when_it_was_measured(self, chair: Chair) -> None:
        chair.sends(62, 77, measured=45)
        chair.claims(chair.grey, 40, "monitors")
        assert pulses(chair.grey) == [(45, 77)]
        assert pulses(chair.brown) == []

    @pytest.mark.parametrize("first", ["grey", "brown"])
    def test_cannot_be_claimed_for_both(self, chair: Chair, first: str) -> None:
        chair.sends(80, 141, measured=80 + SLOW)
        claims = {"grey": (chair.grey, 15, "monitors"), "brown": (chair.brown, 60, "ours")}
        chair.claims(*claims.pop(first))
        (second,) = claims.values()
        with pytest.raises(Conflict) as refused:
            chair.claims(*second)
        assert "claimed for the session of" in refused.value.message
        assert Binding.objects.exclude(by_clock="both").count() == 1

    def test_a_claim_takes_nothing_that_comes_after_it(self, chair: Chair) -> None:
        chair.sends(62, 77, measured=45)
        chair.claims(chair.grey, 10, "monitors", now=65)
        chair.sends(80, 141, measured=80 + SLOW)
        assert pulses(chair.grey) == [(45, 77)]

    def test_claimed_by_our_clock_is_drawn_once_also_where_both_clocks_had_put_it_on_the_record(
        self, chair: Chair
    ) -> None:
        chair.sends(125, 141, measured=125 + SLOW)
        assert pulses(chair.brown) == [(65, 141)]
        chair.claims(chair.brown, 60, "ours", now=130)
        assert pulses(chair.brown) == [(125, 141)]

    @pytest.mark.parametrize("by_clock", ["both", "ours", "monitors"])
    def test_is_not_claimed_for_a_time_in_which_the_monitor_was_anothers(self, chair: Chair, by_clock: str) -> None:
        with pytest.raises(Conflict) as refused:
            chair.claims(chair.grey, 50, by_clock, end=70)
        assert "BROWN" in refused.value.message

    def test_a_clock_that_is_neither_is_refused(self, chair: Chair) -> None:
        with pytest.raises(Invalid):
            chair.claims(chair.brown, 60, "the wall's")


@pytest.mark.parametrize("measured", [59, 60, 61])
@pytest.mark.parametrize("came", [59.5, 60, 60.5])
def test_the_stream_and_the_record_agree_to_the_second(chair: Chair, measured: float, came: float) -> None:
    """The stream asks message by message, the record asks the database; both say the same."""
    sent = chair.sends(came, 90, measured=measured)
    stored = MonitorMessage.objects.filter(by_both(at(60)), pk=sent.pk).exists()
    assert stored is is_by_both(at(60), sent.effective_at, sent.received_at)
