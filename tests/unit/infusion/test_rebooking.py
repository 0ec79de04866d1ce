"""A booking is moved or cancelled at the desk: nothing that was booked before is forgotten, and nobody is booked twice."""

from datetime import timedelta

import pytest

from firstlight.apps.actor import Actor
from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.infusion.actions.book_session import book_session
from firstlight.apps.infusion.actions.cancel_session import cancel_session
from firstlight.apps.infusion.actions.move_bay import move_bay
from firstlight.apps.infusion.actions.rebook_session import rebook_session
from firstlight.apps.infusion.actions.record_arrival import record_arrival
from firstlight.apps.infusion.models import Move
from firstlight.apps.infusion.presenters.board import board_view
from firstlight.apps.infusion.presenters.history import history_view
from firstlight.apps.infusion.presenters.today import today_view
from firstlight.apps.infusion.queries import board, session_record, sessions_of_day
from firstlight.apps.people.actions.change_bay import change_bay
from firstlight.apps.people.actions.transfer_patient import transfer_patient
from firstlight.apps.refusals import Conflict, Forbidden, IllegalMove, Invalid
from tests.unit.infusion import day as days
from tests.unit.infusion.day import CODE, ONE, SYSTEM, Day, at, standing_at
from tests.unit.people import given

TOMORROW = at(24 * 60)


@pytest.fixture
def clerk(day: Day) -> Actor:
    with standing_at(-300):
        return Actor.of(given.a_member("administrator", day.clinic, "Owen", "Price"))


def _today(day: Day) -> list[int]:
    return [row.pk for row in sessions_of_day(day.clinic.pk, ONE.date())]


def test_an_administrator_moves_a_booking_to_another_day_time_and_bay(day: Day, clerk: Actor) -> None:
    session_id = days.booked(day)
    with standing_at(0):
        rebook_session(clerk, session_id=session_id, planned_start=TOMORROW, bay_id=day.bays[1], reason="Has a cold")
    row = days.row(session_id)
    assert (row.state, row.planned_start, row.planned_day, row.bay_id) == (
        "booked",
        TOMORROW,
        TOMORROW.date(),
        day.bays[1],
    )
    assert _today(day) == []


def test_what_it_was_before_stays_on_the_record_with_who_and_why(day: Day, clerk: Actor) -> None:
    session_id = days.booked(day)
    with standing_at(0):
        rebook_session(clerk, session_id=session_id, planned_start=TOMORROW, bay_id=None, reason="Has a cold")
    line = history_view(session_record(session_id, at(1)))[0]
    assert line.says == ("Move the booking: 23-Nov-2026 13:30, bay 1 to 24-Nov-2026 13:00, no bay yet. Has a cold")
    assert line.by == "Owen Price"
    entry = AuditEntry.objects.get(verb="session.rebooked")
    assert "2026-11-23T13:30" in entry.detail
    assert "Has a cold" in entry.detail


def test_pressing_twice_moves_or_cancels_once(day: Day, clerk: Actor) -> None:
    moved, gone = days.booked(day), days.booked(day, bay=1)
    with standing_at(0):
        for _ in range(2):
            rebook_session(clerk, key="one", session_id=moved, planned_start=TOMORROW, bay_id=None)
            cancel_session(clerk, key="two", session_id=gone, reason="Telephoned")
    assert Move.objects.filter(session_id__in=(moved, gone)).count() == 2
    assert AuditEntry.objects.filter(verb__in=("session.rebooked", "session.cancelled")).count() == 2


def test_a_bay_booked_by_somebody_else_then_is_refused_by_name_and_time(day: Day, clerk: Actor) -> None:
    days.booked(day, days.a_patient(day, "Hollis"), bay=1)
    session_id = days.booked(day)
    with standing_at(0), pytest.raises(Conflict) as refused:
        rebook_session(clerk, session_id=session_id, planned_start=at(60), bay_id=day.bays[1])
    assert refused.value.field == "bay"
    assert refused.value.message.startswith("Bay 2 is booked from 13:30 to 15:10 for HOLLIS.")
    assert days.row(session_id).planned_start == at(30)


@pytest.mark.parametrize("minute", [-70, 130])
def test_a_bay_is_free_again_when_the_visit_before_is_planned_to_be_over(day: Day, clerk: Actor, minute: int) -> None:
    """40 minutes of giving and 60 of recovery: 13:30 to 15:10. Visits may touch."""
    days.booked(day, bay=1)
    session_id = days.booked(day)
    with standing_at(-120):
        rebook_session(clerk, session_id=session_id, planned_start=at(minute), bay_id=day.bays[1])
    assert days.row(session_id).planned_start == at(minute)


def test_a_bay_whose_booking_was_cancelled_can_be_given_to_another(day: Day, clerk: Actor) -> None:
    gone, session_id = days.booked(day, bay=1), days.booked(day)
    with standing_at(0):
        cancel_session(clerk, session_id=gone, reason="Telephoned")
        rebook_session(clerk, session_id=session_id, planned_start=at(30), bay_id=day.bays[1])
    assert days.row(session_id).bay_id == day.bays[1]


def test_a_new_booking_and_another_bay_ask_the_same_question(day: Day, clerk: Actor) -> None:
    days.booked(day, bay=1)
    session_id, newcomer = days.booked(day), days.a_patient(day)
    with pytest.raises(Conflict):
        move_bay(day.nurse, session_id=session_id, bay_id=day.bays[1])
    with pytest.raises(Conflict):
        book_session(
            clerk,
            patient_id=newcomer.pk,
            clinic_id=day.clinic.pk,
            protocol_code=CODE,
            planned_start=at(45),
            bay_id=day.bays[1],
        )


def test_a_day_on_which_the_person_is_booked_already_is_refused_with_the_time(day: Day, clerk: Actor) -> None:
    patient = days.a_patient(day)
    first, second = days.booked(day, patient), days.booked(day, patient, minute=24 * 60, bay=1)
    with standing_at(0), pytest.raises(Conflict) as refused:
        rebook_session(clerk, session_id=second, planned_start=at(240), bay_id=None)
    assert refused.value.field == "day"
    assert "on 23 November at 13:30 in Northgate already" in refused.value.message
    with standing_at(0):
        cancel_session(clerk, session_id=first, reason="Comes later in the day")
        rebook_session(clerk, session_id=second, planned_start=at(240), bay_id=None)
    assert days.row(second).planned_day == ONE.date()


def test_a_day_that_is_over_and_no_change_at_all_are_refused(day: Day, clerk: Actor) -> None:
    session_id = days.booked(day)
    with standing_at(0), pytest.raises(Invalid) as over:
        rebook_session(clerk, session_id=session_id, planned_start=at(-24 * 60), bay_id=None)
    assert over.value.field == "day"
    with standing_at(0), pytest.raises(Invalid):
        rebook_session(clerk, session_id=session_id, planned_start=at(30), bay_id=day.bays[0])


def test_a_bay_out_of_use_is_refused(day: Day, clerk: Actor) -> None:
    session_id = days.booked(day)
    change_bay(SYSTEM, bay_id=day.bays[2], clinic_id=day.clinic.pk, chair="", in_use=False)
    with standing_at(0), pytest.raises(Invalid) as refused:
        rebook_session(clerk, session_id=session_id, planned_start=TOMORROW, bay_id=day.bays[2])
    assert refused.value.field == "bay"


def test_once_somebody_has_arrived_it_is_neither_moved_nor_cancelled(day: Day, clerk: Actor) -> None:
    session_id = days.booked(day)
    with standing_at(-30):
        rebook_session(clerk, session_id=session_id, planned_start=at(45), bay_id=day.bays[0])
    days.arrived(day, session_id)
    with standing_at(1), pytest.raises(IllegalMove) as refused:
        rebook_session(clerk, session_id=session_id, planned_start=TOMORROW, bay_id=None)
    assert refused.value.message == (
        '"Move the booking" is for a session that is booked; this one is arrived. '
        "Arrival recorded by Amara Okafor RN at 13:00."
    )
    with standing_at(1), pytest.raises(IllegalMove):
        cancel_session(clerk, session_id=session_id, reason="Telephoned")


def test_a_second_clerk_is_told_who_cancelled_it_and_when(day: Day, clerk: Actor) -> None:
    session_id = days.booked(day)
    with standing_at(0):
        cancel_session(clerk, session_id=session_id, reason="Telephoned, has a cold")
        with pytest.raises(IllegalMove) as refused:
            cancel_session(day.nurse, session_id=session_id, reason="Telephoned")
    assert refused.value.message == "Already booking cancelled by Owen Price at 13:00. Nothing was recorded twice."


def test_a_cancelled_session_stays_on_the_board_the_list_and_the_record_with_who_and_why(
    day: Day, clerk: Actor
) -> None:
    session_id = days.booked(day)
    with standing_at(0):
        cancel_session(clerk, session_id=session_id, reason="Telephoned, has a cold")
    (said,) = board_view(board(day.clinic.pk, at(1)), None).cancelled
    assert (said.session_id, said.by, said.reason, said.bay) == (session_id, "Owen Price", "Telephoned, has a cold", 1)
    (row,) = today_view(sessions_of_day(day.clinic.pk, ONE.date()), at(1)).rows
    assert row.state == "Cancelled"
    assert row.cancelled is not None
    assert row.cancelled.reason == "Telephoned, has a cold"
    assert [line.reason for line in session_record(session_id, at(1)).moves] == ["Telephoned, has a cold"]


def test_its_bay_stands_empty_and_nobody_is_expected_there(day: Day, clerk: Actor) -> None:
    session_id = days.booked(day)
    with standing_at(0):
        cancel_session(clerk, session_id=session_id, reason="Telephoned")
    assert board(day.clinic.pk, at(1)).tiles[0].coming == ()


def test_who_came_in_before_the_clerk_moved_the_booking_can_still_be_written_down_as_here(
    day: Day, clerk: Actor
) -> None:
    session_id = days.booked(day)
    with standing_at(5):
        rebook_session(clerk, session_id=session_id, planned_start=at(45), bay_id=day.bays[0])
    with standing_at(6):
        record_arrival(day.nurse, session_id=session_id, bay_id=day.bays[0], at=at(2))
    assert days.row(session_id).arrived_at == at(2)


def test_somebody_who_may_not_book_here_moves_and_cancels_nothing(day: Day) -> None:
    session_id = days.booked(day)
    stranger = days.a_day("Southgate").nurse
    for who in (stranger, day.pharmacist):
        with standing_at(0), pytest.raises(Forbidden):
            rebook_session(who, session_id=session_id, planned_start=TOMORROW + timedelta(days=1), bay_id=None)
        with standing_at(0), pytest.raises(Forbidden):
            cancel_session(who, session_id=session_id, reason="Telephoned")


def test_nobody_is_handed_to_another_clinic_with_a_session_still_booked_here(day: Day, clerk: Actor) -> None:
    patient, vale = days.a_patient(day), given.a_clinic("Vale")
    session_id = days.booked(day, patient)
    words = {"patient_id": patient.pk, "clinic_id": day.clinic.pk, "to_clinic_id": vale.pk}
    with standing_at(0):
        with pytest.raises(IllegalMove, match="booked here on 23 November at 13:30"):
            transfer_patient(clerk, reason="moved to the Vale", **words)
        cancel_session(clerk, session_id=session_id, reason="Moves to the Vale")
        transfer_patient(clerk, reason="moved to the Vale", **words)
