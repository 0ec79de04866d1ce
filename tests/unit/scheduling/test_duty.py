"""Who is on duty, from when to when, with which certificates in date: gates look here."""

from datetime import UTC, date, datetime, timedelta

import pytest

from firstlight.apps.people.actions.end_employment import end_employment
from firstlight.apps.people.models import Competency
from firstlight.apps.refusals import Conflict, Forbidden, Invalid, NotThere
from firstlight.apps.scheduling.actions.end_duty import end_duty
from firstlight.apps.scheduling.actions.set_duty import set_duty
from firstlight.apps.scheduling.queries import duties_between, on_duty
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, at, standing_at

MONDAY = date(2026, 11, 23)


def _set(day: Day, who: str, start: float, end: float) -> int:
    return set_duty(
        day.nurse, clinic_id=day.clinic.pk, staff_id=day.people[who].pk, starts_at=at(start), ends_at=at(end)
    )


def _names(day: Day, minute: float) -> list[str]:
    return [person.name.split()[0] for person in on_duty(day.clinic.pk, at(minute))]


def test_duty_begins_with_its_first_moment_and_is_over_with_its_last(day: Day) -> None:
    _set(day, "pharmacist", 60, 120)
    assert ["Ola" in _names(day, minute) for minute in (59, 60, 119, 120)] == [False, True, True, False]


def test_a_certificate_counts_to_its_last_day_and_not_before_it_was_awarded(day: Day) -> None:
    Competency.objects.filter(staff=day.people["nurse"], kind="als").update(expires_on=MONDAY)
    Competency.objects.filter(staff=day.people["second"], kind="als").update(awarded_on=date(2026, 12, 1))
    by_name = {person.name.split()[0]: person for person in on_duty(day.clinic.pk, at(0))}
    assert by_name["Amara"].als_on(MONDAY)
    assert not by_name["Amara"].als_on(MONDAY + timedelta(days=1))
    assert not by_name["Joe"].als_on(MONDAY)
    assert by_name["Joe"].ils_on(MONDAY)


def test_of_two_certificates_the_later_last_day_counts(day: Day) -> None:
    days.certify(day.people["nurse"].pk, day.clinic, "als", date(2029, 1, 1))
    amara = next(person for person in on_duty(day.clinic.pk, at(0)) if person.name.startswith("Amara"))
    assert amara.als_until == date(2029, 1, 1)


def test_a_person_is_on_duty_in_one_place_at_a_time(day: Day) -> None:
    with pytest.raises(Conflict) as refused:
        _set(day, "nurse", 100, 500)
    assert "Amara Okafor RN is on duty at Northgate from 09:00 to 20:00 on 23 November" in refused.value.message


@pytest.mark.parametrize(("start", "end"), [(60, 60), (60, 30), (0, 17 * 60)])
def test_a_duty_is_as_long_as_a_person_can_work(day: Day, start: float, end: float) -> None:
    with pytest.raises(Invalid) as refused:
        _set(day, "pharmacist", start, end)
    assert refused.value.field == "ends_at"


def test_sixteen_hours_over_a_change_of_the_clocks_are_sixteen_hours(day: Day) -> None:
    evening = datetime(2027, 10, 30, 17, 0, tzinfo=UTC)
    person = day.people["pharmacist"]
    set_duty(
        day.nurse, clinic_id=day.clinic.pk, staff_id=person.pk, starts_at=evening, ends_at=evening + timedelta(hours=16)
    )
    assert len(duties_between(day.clinic.pk, evening, evening + timedelta(hours=1))) == 1


def test_somebody_going_off_early_is_off_from_then(day: Day) -> None:
    duty_id = _set(day, "pharmacist", 60, 120)
    with standing_at(90):
        end_duty(day.nurse, duty_id=duty_id)
    assert ["Ola" in _names(day, minute) for minute in (89, 90)] == [True, False]
    with standing_at(130), pytest.raises(Conflict):
        end_duty(day.nurse, duty_id=duty_id)


def test_a_duty_does_not_end_before_it_began_nor_one_that_is_not_there(day: Day) -> None:
    duty_id = _set(day, "pharmacist", 60, 120)
    with pytest.raises(Invalid):
        end_duty(day.nurse, duty_id=duty_id, at=at(50))
    with pytest.raises(NotThere):
        end_duty(day.nurse, duty_id=duty_id + 100)


def test_a_leaver_is_not_on_duty_and_cannot_be_put_there(day: Day) -> None:
    person = day.people["second"]
    end_employment(days.SYSTEM, staff_id=person.pk, clinic_id=day.clinic.pk)
    assert "Joe" not in _names(day, 0)
    with pytest.raises(Invalid):
        _set(day, "second", 500, 600)


def test_somebody_without_a_role_here_cannot_be_put_on_duty(day: Day) -> None:
    stranger = days.a_day("Southgate").people["nurse"]
    with pytest.raises(NotThere):
        set_duty(day.nurse, clinic_id=day.clinic.pk, staff_id=stranger.pk, starts_at=at(0), ends_at=at(60))


def test_a_psychiatrist_does_not_set_duties(day: Day) -> None:
    with pytest.raises(Forbidden):
        set_duty(
            day.doctor, clinic_id=day.clinic.pk, staff_id=day.people["pharmacist"].pk, starts_at=at(0), ends_at=at(60)
        )
