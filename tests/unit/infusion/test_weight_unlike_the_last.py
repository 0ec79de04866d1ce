"""Pounds typed for kilograms are asked about: a weight far from this person's last one is confirmed, or typed again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.infusion.actions.record_set import record_set
from firstlight.apps.infusion.models import Observation, Session
from firstlight.apps.refusals import NeedsConfirmation
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, standing_at


def _again(day: Day) -> int:
    """A second session of a person who weighed 70 kg at the first, which is over."""
    first = days.under_way(day)
    Session.objects.filter(pk=first).update(state="left", planned_day=days.at(0).date() - timedelta(days=7))
    return days.arrived(day, days.booked(day, days.row(first).patient, minute=200), minute=120)


@pytest.mark.parametrize("typed", ["154", "77.1", "62.9"])
def test_more_than_a_tenth_from_the_last_session_is_asked_about_once(day: Day, typed: str) -> None:
    session_id = _again(day)
    with standing_at(130):
        with pytest.raises(NeedsConfirmation) as asked:
            record_set(day.nurse, session_id=session_id, values={"weight": typed})
        assert "The last weight was 70 kg, on 23-Nov-2026" in asked.value.questions["weight"]
        record_set(day.nurse, session_id=session_id, values={"weight": typed}, confirmed={"weight": typed})
    assert Observation.objects.get(set__session_id=session_id, kind="weight").confirmed


@pytest.mark.parametrize("typed", ["77", "63", "70"])
def test_up_to_a_tenth_is_not(day: Day, typed: str) -> None:
    session_id = _again(day)
    with standing_at(130):
        record_set(day.nurse, session_id=session_id, values={"weight": typed})


def test_a_first_weight_has_nothing_to_differ_from(day: Day) -> None:
    session_id = days.arrived(day, days.booked(day))
    with standing_at(5):
        record_set(day.nurse, session_id=session_id, values={"weight": "110"})


def test_the_prescription_says_the_weight_in_pounds_too(day: Day) -> None:
    session_id = days.under_way(day)
    doctor = Client()
    doctor.force_login(day.people["doctor"])
    with standing_at(40):
        page = doctor.get(reverse("prescription", args=[session_id])).content.decode()
    assert "70 kg (154 lb)" in page
