"""The drug begins, runs, pauses and ends: the dose follows from what was recorded, and from nothing else."""

from decimal import Decimal

import pytest

from firstlight.apps.actor import Actor
from firstlight.apps.infusion.actions.complete_infusion import complete_infusion
from firstlight.apps.infusion.actions.record_pause import record_pause
from firstlight.apps.infusion.actions.record_rate import record_rate
from firstlight.apps.infusion.actions.record_resume import record_resume
from firstlight.apps.infusion.actions.record_stop import record_stop
from firstlight.apps.infusion.actions.start_infusion import start_infusion
from firstlight.apps.infusion.models import GivenEntry, Move
from firstlight.apps.infusion.queries import session_record
from firstlight.apps.refusals import IllegalMove, Invalid, NeedsConfirmation
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, at, standing_at


def _dose(session_id: int, minute: float):  # type: ignore[no-untyped-def]
    dose = session_record(session_id, at(minute)).standing.dose
    assert dose is not None
    return dose


def test_thirty_five_milligrams_stopped_at_twenty_two_minutes_is_nineteen_and_a_quarter_given(day: Day) -> None:
    """The worked example of the dosing facts: 35 mg at 1 mg/mL, 52.5 mL/h, stopped at 22 min."""
    session_id = days.under_way(day)
    with standing_at(52):
        record_stop(day.nurse, session_id=session_id, reason="Asked to stop: too frightening")
    dose = _dose(session_id, 200)
    assert (dose.delivered_mg, dose.undelivered_mg) == (Decimal("19.25"), Decimal("15.75"))
    assert days.row(session_id).ended_at == at(52)


def test_the_prescribed_rate_gives_the_whole_dose_in_forty_minutes(day: Day) -> None:
    session_id = days.under_way(day)
    assert _dose(session_id, 50).ends_at == at(70)
    with standing_at(70):
        complete_infusion(day.nurse, session_id=session_id)
    assert _dose(session_id, 71).delivered_mg == Decimal("35")
    assert days.row(session_id).state == "recovery"


def test_a_pause_of_two_minutes_moves_the_end_two_minutes_on(day: Day) -> None:
    session_id = days.under_way(day)
    with standing_at(40):
        record_pause(day.nurse, session_id=session_id)
    assert _dose(session_id, 42).delivered_mg == Decimal("8.75")
    with standing_at(42):
        record_resume(day.second, session_id=session_id)
    assert _dose(session_id, 50).ends_at == at(72)
    assert [segment.rate_ml_h for segment in session_record(session_id, at(50)).segments] == [
        Decimal("52.5"),
        Decimal(0),
        Decimal("52.5"),
    ]


def test_a_slower_rate_gives_less_from_then_on(day: Day) -> None:
    session_id = days.under_way(day)
    with standing_at(50):
        record_rate(day.nurse, session_id=session_id, rate_ml_h=Decimal(30))
    assert _dose(session_id, 60).delivered_mg == Decimal("22.5")
    assert days.row(session_id).state == "giving"


def test_a_pump_that_ran_too_fast_is_asked_about_once_and_then_recorded_as_it_ran(day: Day) -> None:
    session_id = days.under_way(day)
    with standing_at(50):
        with pytest.raises(NeedsConfirmation) as asked:
            record_rate(day.nurse, session_id=session_id, rate_ml_h=Decimal(105))
        assert "52.5" in asked.value.questions["rate_ml_h"]
        record_rate(day.nurse, session_id=session_id, rate_ml_h=Decimal(105), faster_confirmed=True)
    assert _dose(session_id, 54).delivered_mg == Decimal("24.5")


@pytest.mark.parametrize("rate", ["0", "-5", "1201"])
def test_a_rate_that_no_pump_runs_is_refused(day: Day, rate: str) -> None:
    session_id = days.under_way(day)
    with standing_at(50), pytest.raises(Invalid) as refused:
        record_rate(day.nurse, session_id=session_id, rate_ml_h=Decimal(rate))
    assert refused.value.field == "rate_ml_h"


def test_the_dose_given_is_never_more_than_was_drawn_however_late_the_end_is_recorded(day: Day) -> None:
    session_id = days.under_way(day)
    assert _dose(session_id, 120).delivered_mg == Decimal("35")


class TestTheStart:
    def test_two_nurses_pressing_start_give_one_dose_and_the_second_is_told_who_and_when(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(31), pytest.raises(IllegalMove) as refused:
            start_infusion(day.second, session_id=session_id, checked_by_id=day.nurse.staff_id)
        assert "Already started by Amara Okafor RN at 13:30" in refused.value.message
        assert GivenEntry.objects.filter(session_id=session_id).count() == 1

    def test_the_same_press_twice_gives_the_same_answer_once(self, day: Day) -> None:
        session_id = days.ready(day, days.checked(day, days.arrived(day, days.booked(day))))
        with standing_at(30):
            press = {"key": "one-press", "session_id": session_id, "checked_by_id": day.second.staff_id}
            assert start_infusion(day.nurse, **press) == start_infusion(day.nurse, **press)
        assert Move.objects.filter(session_id=session_id, move="start").count() == 1

    def test_it_wants_a_second_person(self, day: Day) -> None:
        session_id = days.ready(day, days.checked(day, days.arrived(day, days.booked(day))))
        with standing_at(30):
            for nobody in (None, day.nurse.staff_id, day.pharmacist.staff_id):
                with pytest.raises(Invalid) as refused:
                    start_infusion(day.nurse, session_id=session_id, checked_by_id=nobody)
                assert refused.value.field == "checked_by"
        assert days.row(session_id).state == "ready"

    def test_the_first_administration_is_what_was_prescribed_and_names_both(self, day: Day) -> None:
        given = session_record(days.under_way(day), at(31)).given
        assert [(line.rate_ml_h, line.concentration_mg_ml) for line in given] == [(Decimal("52.5"), Decimal(1))]
        assert (given[0].by, given[0].checked_by) == ("Amara Okafor RN", "Joe Tan RN")


class TestWhenItHappened:
    def test_a_time_typed_to_the_minute_may_fall_seconds_before_what_it_follows(self, day: Day) -> None:
        session_id = days.ready(day, days.checked(day, days.arrived(day, days.booked(day))))
        days.started(day, session_id, minute=30.5)
        with standing_at(31):
            record_pause(day.nurse, session_id=session_id, at=at(30))
        assert _dose(session_id, 40).delivered_mg == 0

    def test_a_time_before_what_it_follows_is_refused_by_name(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(50), pytest.raises(Invalid) as refused:
            record_pause(day.nurse, session_id=session_id, at=at(25))
        assert 'before "Started" at 13:30' in refused.value.message

    def test_a_time_still_to_come_is_refused(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(50), pytest.raises(Invalid) as refused:
            record_pause(day.nurse, session_id=session_id, at=at(55))
        assert "still to come" in refused.value.message

    def test_a_pause_recorded_late_counts_from_when_it_was(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(55):
            record_pause(day.nurse, session_id=session_id, at=at(40))
        assert _dose(session_id, 56).delivered_mg == Decimal("8.75")


def test_a_system_process_cannot_be_the_second_person(day: Day) -> None:
    session_id = days.ready(day, days.checked(day, days.arrived(day, days.booked(day))))
    with standing_at(30), pytest.raises(Invalid):
        start_infusion(Actor.system("demo"), session_id=session_id, checked_by_id=None)
