"""Booking, arriving and changing bays: one person a bay, one bay a person, one session a person a day."""

from datetime import UTC, datetime, timedelta

import pytest

from firstlight.apps.infusion.actions.assign_nurse import assign_nurse
from firstlight.apps.infusion.actions.book_session import book_session
from firstlight.apps.infusion.actions.move_bay import move_bay
from firstlight.apps.infusion.actions.record_arrival import record_arrival
from firstlight.apps.infusion.actions.record_not_started import record_not_started
from firstlight.apps.infusion.days import wall_clock
from firstlight.apps.infusion.models import Session
from firstlight.apps.infusion.queries import session_row, session_under_way, sessions_of_day, sessions_of_patient
from firstlight.apps.people.actions.change_bay import change_bay
from firstlight.apps.refusals import Conflict, Forbidden, IllegalMove, Invalid, NotThere
from firstlight.clinical.dosing.administration import Administration, delivered_mg
from tests.unit.infusion import day as days
from tests.unit.infusion.day import CODE, SYSTEM, Day, at, standing_at


def _book(day: Day, patient_id: int, start: datetime, **more: int) -> int:
    return book_session(
        day.nurse,
        patient_id=patient_id,
        clinic_id=day.clinic.pk,
        protocol_code=CODE,
        planned_start=start,
        **more,
    )


def test_a_second_session_on_the_same_day_is_refused(day: Day) -> None:
    patient = days.a_patient(day)
    _book(day, patient.pk, at(30))
    with pytest.raises(Conflict) as refused:
        _book(day, patient.pk, at(180))
    assert "23 November" in refused.value.message
    _book(day, patient.pk, at(30) + timedelta(days=7), number=2, of=6)


def test_one_that_was_not_started_can_be_booked_again_the_same_day(day: Day) -> None:
    patient = days.a_patient(day)
    first = _book(day, patient.pk, at(30))
    with standing_at(0):
        record_not_started(day.nurse, session_id=first, reason="Came too early, goes for a walk")
    _book(day, patient.pk, at(180))
    assert len(sessions_of_patient([patient.pk])) == 2


@pytest.mark.parametrize(("number", "of"), [(0, 6), (7, 6)])
def test_a_session_has_a_place_in_its_series(day: Day, number: int, of: int) -> None:
    with pytest.raises(Invalid):
        _book(day, days.a_patient(day).pk, at(30), number=number, of=of)


def test_a_protocol_nobody_adopted_cannot_be_booked(day: Day) -> None:
    with pytest.raises(Invalid):
        book_session(
            day.nurse,
            patient_id=days.a_patient(day).pk,
            clinic_id=day.clinic.pk,
            protocol_code="sc-2027",
            planned_start=at(30),
        )


def test_somebody_who_works_elsewhere_may_not_book_here(day: Day) -> None:
    stranger = days.a_day("Southgate").nurse
    with pytest.raises(Forbidden):
        book_session(
            stranger,
            patient_id=days.a_patient(day).pk,
            clinic_id=day.clinic.pk,
            protocol_code=CODE,
            planned_start=at(30),
        )


def test_a_bay_with_somebody_in_it_is_refused_by_name(day: Day) -> None:
    days.arrived(day, days.booked(day, days.a_patient(day, "Hollis")))
    second = days.booked(day, bay=None)
    with standing_at(5), pytest.raises(Conflict) as refused:
        record_arrival(day.nurse, session_id=second, bay_id=day.bays[0])
    assert refused.value.message.startswith("Bay 1 is taken: HOLLIS, since 13:00.")
    assert days.row(second).state == "booked"


def test_a_bay_out_of_use_or_of_another_clinic_is_refused(day: Day) -> None:
    session_id, other = days.booked(day), days.a_day("Southgate")
    change_bay(SYSTEM, bay_id=day.bays[2], clinic_id=day.clinic.pk, chair="", in_use=False)
    for bay_id in (day.bays[2], other.bays[0]):
        with standing_at(0), pytest.raises(Invalid) as refused:
            record_arrival(day.nurse, session_id=session_id, bay_id=bay_id)
        assert refused.value.field == "bay"


def test_the_database_itself_holds_one_person_a_bay(day: Day) -> None:
    """Two nurses at once, both of whom saw an empty bay: the second is told, and nothing of hers is half done."""
    first, second = days.booked(day), days.booked(day, bay=None)
    days.arrived(day, first)
    with pytest.MonkeyPatch.context() as looked_away, standing_at(5):
        looked_away.setattr("firstlight.apps.infusion.policies.check_bay_empty", lambda session, bay: None)
        with pytest.raises(Conflict) as refused:
            record_arrival(day.second, session_id=second, bay_id=day.bays[0])
    assert "taken a moment ago" in refused.value.message
    assert days.row(second).state == "booked"


def test_a_person_changes_chairs_and_the_old_one_is_free(day: Day) -> None:
    session_id = days.under_way(day)
    with standing_at(31):
        move_bay(day.nurse, session_id=session_id, bay_id=day.bays[2])
    days.arrived(day, days.booked(day), minute=32, bay=0)
    assert session_row(session_id).bay.number == 3


def test_a_taken_chair_cannot_be_changed_to(day: Day) -> None:
    first, second = days.under_way(day), days.under_way(day, bay=1)
    with standing_at(31), pytest.raises(Conflict):
        move_bay(day.nurse, session_id=first, bay_id=day.bays[1])
    assert session_row(second).bay.number == 2


def test_a_nurse_hands_a_session_over(day: Day) -> None:
    session_id = days.under_way(day)
    assign_nurse(day.nurse, session_id=session_id, nurse_id=day.second.staff_id)
    assert days.row(session_id).nurse_id == day.second.staff_id
    with pytest.raises(Invalid):
        assign_nurse(day.nurse, session_id=session_id, nurse_id=day.pharmacist.staff_id)


def test_a_session_that_is_over_keeps_its_nurse_and_its_bay(day: Day) -> None:
    session_id = days.booked(day)
    with standing_at(0):
        record_not_started(day.nurse, session_id=session_id, reason="Did not come")
    for change in (
        lambda: assign_nurse(day.nurse, session_id=session_id, nurse_id=day.second.staff_id),
        lambda: move_bay(day.nurse, session_id=session_id, bay_id=day.bays[1]),
    ):
        with pytest.raises(IllegalMove):
            change()


def test_a_merged_person_is_booked_under_the_row_that_stands_for_them(day: Day) -> None:
    survivor, merged = days.a_patient(day), days.a_patient(day, "Gray")
    type(merged).objects.filter(pk=merged.pk).update(merged_into=survivor)
    assert Session.objects.get(pk=_book(day, merged.pk, at(30))).patient_id == survivor.pk


def test_while_somebody_is_in_a_bay_their_session_can_be_found(day: Day) -> None:
    patient = days.a_patient(day)
    session_id = days.booked(day, patient)
    assert session_under_way([patient.pk]) is None
    days.arrived(day, session_id)
    under_way = session_under_way([patient.pk])
    assert under_way is not None
    assert under_way.pk == session_id


def test_a_session_that_is_not_there_is_said_to_be_not_there(day: Day) -> None:
    with pytest.raises(NotThere):
        session_row(999)
    with pytest.raises(NotThere):
        record_arrival(day.nurse, session_id=999, bay_id=day.bays[0])


class TestTheTwoDaysOnWhichTheClocksChange:
    def test_a_day_is_the_clinics_own_day(self, day: Day) -> None:
        """At 00:30 on a June night it is still the evening before by UTC."""
        night = datetime(2027, 6, 7, 23, 30, tzinfo=UTC)
        session_id = _book(day, days.a_patient(day).pk, night)
        assert [row.pk for row in sessions_of_day(day.clinic.pk, night.date() + timedelta(days=1))] == [session_id]

    @pytest.mark.parametrize(
        "change", [datetime(2027, 10, 31, 0, 50, tzinfo=UTC), datetime(2027, 3, 28, 0, 50, tzinfo=UTC)]
    )
    def test_a_dose_given_over_the_change_is_counted_in_minutes_that_passed(self, day: Day, change: datetime) -> None:
        given_over_it = [
            Administration("rate", change, 52.5, 1),
            Administration("rate", change + timedelta(minutes=22), 0),
        ]
        assert str(delivered_mg(given_over_it, change + timedelta(hours=3))) == "19.25"

    def test_in_the_hour_that_comes_twice_a_time_says_which_it_was(self) -> None:
        assert wall_clock(datetime(2027, 10, 31, 0, 30, tzinfo=UTC)) == "01:30 BST"
        assert wall_clock(datetime(2027, 10, 31, 1, 30, tzinfo=UTC)) == "01:30 GMT"
        assert wall_clock(datetime(2027, 10, 31, 2, 30, tzinfo=UTC)) == "02:30"
