"""Observations: recorded whole or not at all, possible or refused, unlikely and asked once, each with its source and age."""

from decimal import Decimal

import pytest

from firstlight.apps.infusion.actions.record_set import record_set
from firstlight.apps.infusion.actions.unbind_feed import unbind_feed
from firstlight.apps.infusion.models import Observation, ObservationSet
from firstlight.apps.infusion.queries import session_record
from firstlight.apps.infusion.queries.lines import SetLine, ValueLine
from firstlight.apps.infusion.refusals import SetRefused
from firstlight.apps.refusals import IllegalMove, Invalid, NeedsConfirmation
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, at, standing_at


def _sets(session_id: int) -> tuple[SetLine, ...]:
    return session_record(session_id, at(300)).sets


def _newest(session_id: int, kind: str) -> ValueLine:
    value = _sets(session_id)[-1].value(kind)
    assert value is not None
    return value


def test_a_value_carries_unit_source_and_the_time_it_was_measured(day: Day) -> None:
    session_id = days.under_way(day)
    with standing_at(40):
        record_set(day.nurse, session_id=session_id, values={"pulse": "88"}, minute=10)
    value, line = _newest(session_id, "pulse"), _sets(session_id)[-1]
    assert (value.typed, value.number, value.unit, value.source, value.measured_at) == (
        "88",
        Decimal(88),
        "/min",
        "hand",
        at(40),
    )
    assert (line.by, line.minute) == ("Amara Okafor RN", 10)


def test_what_was_left_empty_is_not_taken_and_nothing_is_carried_forward(day: Day) -> None:
    session_id = days.under_way(day)
    with standing_at(40):
        record_set(day.nurse, session_id=session_id, values={"pulse": "88", "spo2": "", "resp_rate": "  "})
    assert [value.kind for value in _sets(session_id)[-1].values] == ["pulse"]


def test_a_set_with_nothing_in_it_is_refused(day: Day) -> None:
    session_id = days.under_way(day)
    with standing_at(40), pytest.raises(SetRefused):
        record_set(day.nurse, session_id=session_id, values={"pulse": " "})


class TestASetThatCannotBe:
    @pytest.mark.parametrize(
        ("kind", "typed"),
        [
            ("pulse", "800"),
            ("spo2", "104"),
            ("spo2", "ninety"),
            ("consciousness", "Z"),
            ("moaas", "6"),
            ("height", "170"),
        ],
    )
    def test_names_the_field_and_records_none_of_it(self, day: Day, kind: str, typed: str) -> None:
        session_id = days.under_way(day)
        before = ObservationSet.objects.count()
        with standing_at(40), pytest.raises(SetRefused) as refused:
            record_set(day.nurse, session_id=session_id, values={"resp_rate": "14", kind: typed})
        assert list(refused.value.faults) == [kind]
        assert ObservationSet.objects.count() == before

    def test_names_every_fault_at_once(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(40), pytest.raises(SetRefused) as refused:
            record_set(day.nurse, session_id=session_id, values={"pulse": "800", "spo2": "190", "resp_rate": "14"})
        assert set(refused.value.faults) == {"pulse", "spo2"}

    @pytest.mark.parametrize("values", [{"systolic": "128"}, {"systolic": "80", "diastolic": "90"}])
    def test_is_a_pressure_in_part_or_upside_down(self, day: Day, values: dict[str, str]) -> None:
        session_id = days.under_way(day)
        with standing_at(40), pytest.raises(SetRefused):
            record_set(day.nurse, session_id=session_id, values=values)


class TestAnUnlikelyValue:
    def test_is_asked_about_once_and_then_saved_as_confirmed(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(40):
            with pytest.raises(NeedsConfirmation) as asked:
                record_set(day.nurse, session_id=session_id, values={"pulse": "188", "spo2": "97"})
            assert list(asked.value.questions) == ["pulse"]
            record_set(
                day.nurse, session_id=session_id, values={"pulse": "188", "spo2": "97"}, confirmed={"pulse": "188"}
            )
        assert _newest(session_id, "pulse").confirmed
        assert not _newest(session_id, "spo2").confirmed

    def test_is_asked_about_again_when_the_figure_changed_since(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(40), pytest.raises(NeedsConfirmation):
            record_set(day.nurse, session_id=session_id, values={"pulse": "198"}, confirmed={"pulse": "188"})

    def test_beside_an_impossible_one_is_not_asked_about_yet(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(40), pytest.raises(SetRefused):
            record_set(day.nurse, session_id=session_id, values={"pulse": "188", "spo2": "190"})


class TestAReading:
    """What the monitor sent is on no record until a nurse takes it into a set."""

    def test_is_no_observation_until_it_is_accepted(self, day: Day) -> None:
        session_id, monitor = days.under_way(day), days.a_monitor(day)
        before = Observation.objects.count()
        days.bound(day, session_id, monitor, minute=35)
        days.sends(monitor.identifier, 40, pulse=91.0)
        assert Observation.objects.count() == before

    def test_accepted_keeps_its_monitor_and_its_own_time(self, day: Day) -> None:
        session_id, monitor = days.under_way(day), days.a_monitor(day)
        days.bound(day, session_id, monitor, minute=35)
        message = days.sends(monitor.identifier, 40, measured=38, systolic=141.0, diastolic=88.0)
        with standing_at(41):
            taken = {"systolic": message.pk, "diastolic": message.pk}
            record_set(
                day.nurse,
                session_id=session_id,
                values={"systolic": "141", "diastolic": "88", "pulse": "90"},
                accepted=taken,
            )
        value = _newest(session_id, "systolic")
        assert (value.source, value.monitor, value.measured_at) == ("monitor", "Monitor 3", at(38))
        assert _newest(session_id, "pulse").source == "hand"

    def test_typed_over_is_a_value_by_hand(self, day: Day) -> None:
        session_id, monitor = days.under_way(day), days.a_monitor(day)
        days.bound(day, session_id, monitor, minute=35)
        message = days.sends(monitor.identifier, 40, pulse=91.0)
        with standing_at(41):
            record_set(day.nurse, session_id=session_id, values={"pulse": "84"}, accepted={"pulse": message.pk})
        value = _newest(session_id, "pulse")
        assert (value.source, value.measured_at, value.number) == ("hand", at(41), Decimal(84))

    def test_is_accepted_once_and_never_carried_forward(self, day: Day) -> None:
        """A cuff's figures come again in later messages with the time of the one measurement."""
        session_id, monitor = days.under_way(day), days.a_monitor(day)
        days.bound(day, session_id, monitor, minute=35)
        first = days.sends(monitor.identifier, 40, measured=39, systolic=141.0, diastolic=88.0)
        again = days.sends(monitor.identifier, 45, measured=39, systolic=141.0, diastolic=88.0)
        pressure = {"systolic": "141", "diastolic": "88"}
        with standing_at(41):
            record_set(day.nurse, session_id=session_id, values=pressure, accepted=dict.fromkeys(pressure, first.pk))
        with standing_at(46), pytest.raises(SetRefused) as refused:
            record_set(day.nurse, session_id=session_id, values=pressure, accepted=dict.fromkeys(pressure, again.pk))
        assert "accepted at 13:41 already" in refused.value.faults["systolic"]

    def test_grown_old_is_not_accepted_as_if_it_were_new(self, day: Day) -> None:
        session_id, monitor = days.under_way(day), days.a_monitor(day)
        days.bound(day, session_id, monitor, minute=35)
        message = days.sends(monitor.identifier, 36, pulse=91.0)
        with standing_at(60), pytest.raises(SetRefused):
            record_set(day.nurse, session_id=session_id, values={"pulse": "91"}, accepted={"pulse": message.pk})

    def test_from_another_sessions_monitor_is_refused(self, day: Day) -> None:
        mine, theirs = days.under_way(day), days.under_way(day, bay=1)
        monitor = days.a_monitor(day)
        days.bound(day, theirs, monitor, minute=35)
        message = days.sends(monitor.identifier, 40, pulse=91.0)
        with standing_at(41), pytest.raises(SetRefused):
            record_set(day.nurse, session_id=mine, values={"pulse": "91"}, accepted={"pulse": message.pk})

    def test_sent_after_the_feed_was_parted_is_refused(self, day: Day) -> None:
        session_id, monitor = days.under_way(day), days.a_monitor(day)
        days.bound(day, session_id, monitor, minute=35)
        with standing_at(38):
            unbind_feed(day.nurse, session_id=session_id)
        message = days.sends(monitor.identifier, 40, pulse=91.0)
        with standing_at(41), pytest.raises(SetRefused):
            record_set(day.nurse, session_id=session_id, values={"pulse": "91"}, accepted={"pulse": message.pk})


class TestWhen:
    def test_a_late_set_says_when_it_was_taken_and_when_it_was_written_down(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(55):
            record_set(day.nurse, session_id=session_id, values={"pulse": "88"}, minute=20, at=at(50))
        line = _sets(session_id)[-1]
        assert (line.at, line.recorded_at) == (at(50), at(55))

    def test_before_the_arrival_there_is_nobody_to_observe(self, day: Day) -> None:
        session_id = days.booked(day)
        with standing_at(0), pytest.raises(IllegalMove):
            record_set(day.nurse, session_id=session_id, values={"pulse": "88"})
        days.arrived(day, session_id, minute=5)
        with standing_at(6), pytest.raises(Invalid) as refused:
            record_set(day.nurse, session_id=session_id, values={"pulse": "88"}, at=at(2))
        assert refused.value.field == "at"

    def test_the_plan_counts_a_set_by_when_it_was_taken(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(41):
            record_set(
                day.nurse, session_id=session_id, values={k: v for k, v in days.BASELINE.items() if k != "weight"}
            )
        states = {one.planned.minute: one.state for one in session_record(session_id, at(52)).standing.plan}
        assert (states[10], states[20]) == ("done", "amber")


def test_two_nurses_saving_a_set_at_the_same_minute_lose_neither(day: Day) -> None:
    session_id = days.under_way(day)
    with standing_at(40):
        record_set(day.nurse, session_id=session_id, values={"pulse": "88"}, minute=10)
        record_set(day.second, session_id=session_id, values={"pulse": "90"}, minute=10)
    assert [(line.by, line.values[0].typed) for line in _sets(session_id)[-2:]] == [
        ("Amara Okafor RN", "88"),
        ("Joe Tan RN", "90"),
    ]
