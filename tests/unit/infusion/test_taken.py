"""Two people at once: the database holds what may be only once, and whoever comes second is told what it was. Any other
fault of the database is no refusal and is not called one."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from firstlight.apps.infusion import policies
from firstlight.apps.infusion.actions import move_bay, record_arrival
from firstlight.apps.infusion.actions.writing.versions import keep
from firstlight.apps.infusion.models import Session
from firstlight.apps.refusals import Refusal
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, at, standing_at


def _two(day: Day) -> tuple[int, int]:
    """One in the first bay, one in the second."""
    return days.arrived(day, days.booked(day)), days.arrived(day, days.booked(day, bay=1), bay=1)


def _fault(write: Callable[[], object]) -> IntegrityError:
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        write()
    return broken.value


def _said(raised: Exception) -> str:
    return raised.message if isinstance(raised, Refusal) else type(raised).__name__


def test_a_bay_a_person_and_a_day_are_told_apart(day: Day) -> None:
    first, second = _two(day)
    row, other = days.row(first), Session.objects.filter(pk=second)
    taken = _fault(lambda: other.update(bay_id=row.bay_id))
    assert "was taken a moment ago" in _said(policies.seat_taken(taken, row.bay))
    twice = _fault(lambda: other.update(patient_id=row.patient_id, planned_day=at(3_000).date()))
    assert "in another session" in _said(policies.seat_taken(twice, row.bay))
    Session.objects.filter(pk=first).update(state="left")
    booked = _fault(lambda: other.update(patient_id=row.patient_id))
    assert "has a session on 23 November" in _said(policies.day_booked(booked, row.patient_id, row.planned_day))


def test_a_fault_of_another_kind_is_raised_as_it_is(day: Day) -> None:
    session = days.row(days.booked(day))
    wrong = _fault(lambda: Session.objects.filter(pk=session.pk).update(version=-1))
    assert policies.seat_taken(wrong, session.bay) is wrong
    assert policies.day_booked(wrong, session.patient_id, session.planned_day) is wrong


@pytest.mark.parametrize("action", [record_arrival, move_bay])
def test_nobody_is_told_that_a_bay_is_taken_when_it_is_not(
    day: Day, action: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = days.booked(day)

    def kept(act: object, session: Session, *fields: str, **detail: object) -> None:
        session.version = -2
        keep(act, session, *fields, **detail)  # type: ignore[arg-type]

    monkeypatch.setattr(action, "keep", kept)
    act = getattr(action, action.__name__.rpartition(".")[2])  # type: ignore[attr-defined]
    with standing_at(5), pytest.raises(IntegrityError):
        act(day.nurse, session_id=session_id, bay_id=day.bays[1])
