"""Nothing is overwritten. An entry that should not be there is marked, stays to be read, and counts for nothing."""

from decimal import Decimal

import pytest

from firstlight.apps.infusion.actions.begin_recovery import begin_recovery
from firstlight.apps.infusion.actions.correct_given import correct_given
from firstlight.apps.infusion.actions.mark_entered_in_error import mark_entered_in_error
from firstlight.apps.infusion.actions.record_event import record_event
from firstlight.apps.infusion.actions.record_pause import record_pause
from firstlight.apps.infusion.actions.record_rate import record_rate
from firstlight.apps.infusion.actions.record_resume import record_resume
from firstlight.apps.infusion.actions.record_set import record_set
from firstlight.apps.infusion.actions.record_stop import record_stop
from firstlight.apps.infusion.models import GivenEntry
from firstlight.apps.infusion.queries import session_record
from firstlight.apps.refusals import Conflict, Forbidden, IllegalMove, Invalid, NeedsConfirmation, NotThere
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, at, standing_at


def _set(day: Day, session_id: int, minute: float = 40, **values: str) -> int:
    with standing_at(minute):
        return record_set(day.nurse, session_id=session_id, values=values)


def _delivered(session_id: int, minute: float) -> Decimal:
    dose = session_record(session_id, at(minute)).standing.dose
    assert dose is not None
    return dose.delivered_mg


def test_a_marked_set_stays_with_who_why_and_when_and_no_longer_counts(day: Day) -> None:
    session_id = days.under_way(day)
    set_id = _set(day, session_id, pulse="48")
    with standing_at(42):
        mark_entered_in_error(day.second, entry="set", entry_id=set_id, reason="Typed 48 for 84")
    record = session_record(session_id, at(43))
    line = next(line for line in record.sets if line.id == set_id)
    assert line.error is not None
    assert (line.error.by, line.error.reason, line.error.at) == ("Joe Tan RN", "Typed 48 for 84", at(42))
    pulse = record.standing.value("pulse")
    assert pulse is not None
    assert pulse.typed == "72"


def test_an_entry_made_on_the_wrong_person_is_shown_on_both_records(day: Day) -> None:
    mine, theirs = days.under_way(day), days.under_way(day, days.a_patient(day, "Hollis"), bay=1)
    set_id, before = _set(day, mine, pulse="110"), days.row(theirs).version
    with standing_at(42):
        mark_entered_in_error(
            day.nurse, entry="set", entry_id=set_id, reason="This is Hollis's pulse", belongs_to_id=theirs
        )
    here = next(line for line in session_record(mine, at(43)).sets if line.id == set_id)
    assert here.error is not None
    assert here.error.belongs_to == theirs
    (there,) = session_record(theirs, at(43)).elsewhere
    assert (there.session_id, there.says, there.at) == (mine, "pulse 110 /min", at(40))
    assert days.row(theirs).version > before


def test_marking_twice_says_who_did_it_first(day: Day) -> None:
    session_id = days.under_way(day)
    set_id = _set(day, session_id, pulse="48")
    with standing_at(42):
        mark_entered_in_error(day.second, entry="set", entry_id=set_id, reason="Typed 48 for 84")
        with pytest.raises(Conflict) as refused:
            mark_entered_in_error(day.nurse, entry="set", entry_id=set_id, reason="Typed wrong")
    assert "Joe Tan RN marked this entry as entered in error at 13:42" in refused.value.message


def test_it_wants_a_reason_and_an_entry_that_exists(day: Day) -> None:
    session_id = days.under_way(day)
    set_id = _set(day, session_id, pulse="48")
    with pytest.raises(Invalid):
        mark_entered_in_error(day.nurse, entry="set", entry_id=set_id, reason=" ")
    with pytest.raises(NotThere):
        mark_entered_in_error(day.nurse, entry="set", entry_id=set_id + 1000, reason="?")
    with pytest.raises(NotThere):
        mark_entered_in_error(day.nurse, entry="move", entry_id=1, reason="?")


def test_an_event_can_be_marked(day: Day) -> None:
    session_id = days.under_way(day)
    with standing_at(40):
        event_id = record_event(day.nurse, session_id=session_id, kind="Nausea", text="Mild")
    with standing_at(41):
        mark_entered_in_error(day.nurse, entry="event", entry_id=event_id, reason="It was bay 2")
    (line,) = session_record(session_id, at(42)).events
    assert line.error is not None


def test_somebody_of_another_clinic_may_not_mark(day: Day) -> None:
    set_id = _set(day, days.under_way(day), pulse="48")
    stranger = days.a_day("Southgate").nurse
    with pytest.raises(Forbidden):
        mark_entered_in_error(stranger, entry="set", entry_id=set_id, reason="Looks wrong")


class TestWhatWasGiven:
    def test_a_rate_entered_in_error_gives_back_the_dose_as_it_was(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(40):
            rate_id = record_rate(day.nurse, session_id=session_id, rate_ml_h=Decimal(20))
        with standing_at(45):
            mark_entered_in_error(day.nurse, entry="given", entry_id=rate_id, reason="That was bay 2's pump")
        assert _delivered(session_id, 50) == Decimal("17.5")

    def test_a_line_that_is_part_of_a_move_is_corrected_not_marked(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(40):
            pause_id = record_pause(day.nurse, session_id=session_id)
            with pytest.raises(IllegalMove):
                mark_entered_in_error(day.nurse, entry="given", entry_id=pause_id, reason="Too late")

    def test_a_corrected_time_of_stopping_changes_the_dose_and_the_end(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(60):
            stop_id = record_stop(day.nurse, session_id=session_id, reason="Distressed")
        with standing_at(65):
            correct_given(day.nurse, entry_id=stop_id, at=at(52), reason="The pump's log says 13:52")
        record = session_record(session_id, at(70))
        assert _delivered(session_id, 70) == Decimal("19.25")
        assert record.standing.ended_at == at(52)
        assert [(line.at, line.error is None) for line in record.given] == [
            (at(30), True),
            (at(52), True),
            (at(60), False),
        ]

    def test_a_corrected_start_moves_the_minutes(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(40):
            entry = GivenEntry.objects.get(session_id=session_id)
            correct_given(day.nurse, entry_id=entry.pk, at=at(32), reason="Pressed start at the pump later")
        assert session_record(session_id, at(42)).standing.minute == 10
        assert _delivered(session_id, 42) == Decimal("8.75")

    def test_a_corrected_time_may_not_change_the_order_of_what_happened(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(40):
            record_pause(day.nurse, session_id=session_id)
        start = GivenEntry.objects.get(session_id=session_id, rate_ml_h__gt=0)
        with standing_at(50), pytest.raises(Invalid) as refused:
            correct_given(day.nurse, entry_id=start.pk, at=at(45), reason="Later")
        assert refused.value.field == "at"

    def test_what_follows_a_corrected_pause_follows_it_at_its_right_time(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(50):
            pause_id = record_pause(day.nurse, session_id=session_id)
        with standing_at(56):
            correct_given(day.nurse, entry_id=pause_id, at=at(45), reason="The pump's log says 13:45")
            with pytest.raises(IllegalMove, match="Already paused by Amara Okafor RN at 13:45"):
                record_pause(day.second, session_id=session_id)
            with pytest.raises(Invalid, match='13:44 is before "Paused" at 13:45'):
                record_resume(day.nurse, session_id=session_id, at=at(44))
            record_resume(day.nurse, session_id=session_id, at=at(47))
        moves = {line.move: line.at for line in session_record(session_id, at(60)).moves}
        assert (moves["pause"], moves["resume"]) == (at(45), at(47))
        assert _delivered(session_id, 57) == Decimal("21.88")

    def test_an_end_is_not_corrected_to_after_what_followed_it_nor_a_start_to_before_the_checks(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(60):
            stop_id = record_stop(day.nurse, session_id=session_id, reason="Distressed")
        with standing_at(63):
            begin_recovery(day.nurse, session_id=session_id)
        start = GivenEntry.objects.get(session_id=session_id, rate_ml_h__gt=0)
        with standing_at(70):
            with pytest.raises(Invalid, match='14:05 is after "Recovery begun" at 14:03'):
                correct_given(day.nurse, entry_id=stop_id, at=at(65), reason="The pump's log says so")
            with pytest.raises(Invalid, match='13:15 is before "Checks completed" at 13:20'):
                correct_given(day.nurse, entry_id=start.pk, at=at(15), reason="The pump's log says so")

    def test_a_pause_stays_a_pause(self, day: Day) -> None:
        session_id = days.under_way(day)
        with standing_at(40):
            pause_id = record_pause(day.nurse, session_id=session_id)
            with pytest.raises(Invalid) as refused:
                correct_given(day.nurse, entry_id=pause_id, rate_ml_h=Decimal(10), reason="It ran on")
        assert refused.value.field == "rate_ml_h"

    def test_a_faster_rate_is_asked_about_here_too(self, day: Day) -> None:
        session_id = days.under_way(day)
        start = GivenEntry.objects.get(session_id=session_id)
        with standing_at(40):
            with pytest.raises(NeedsConfirmation):
                correct_given(day.nurse, entry_id=start.pk, rate_ml_h=Decimal(105), reason="Misread")
            correct_given(day.nurse, entry_id=start.pk, rate_ml_h=Decimal(105), reason="Misread", faster_confirmed=True)
        assert _delivered(session_id, 40) == Decimal("17.5")

    def test_a_line_is_corrected_once(self, day: Day) -> None:
        session_id = days.under_way(day)
        start = GivenEntry.objects.get(session_id=session_id)
        with standing_at(40):
            correct_given(day.nurse, entry_id=start.pk, at=at(31), reason="The pump's log")
            with pytest.raises(Conflict):
                correct_given(day.second, entry_id=start.pk, at=at(32), reason="My watch")
