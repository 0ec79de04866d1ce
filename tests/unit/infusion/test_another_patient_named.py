"""A monitor that begins to name somebody else stops being believed until a nurse has looked, at the bedside."""

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.infusion.actions.bind_feed import bind_feed
from firstlight.apps.infusion.actions.record_set import record_set
from firstlight.apps.infusion.actions.unbind_feed import unbind_feed
from firstlight.apps.infusion.models import Observation
from firstlight.apps.infusion.presenters.bays import tile_view
from firstlight.apps.infusion.presenters.entry import readings_to_fill
from firstlight.apps.infusion.queries import board, feed_of
from firstlight.apps.infusion.refusals import SetRefused
from firstlight.apps.people.actions.add_local_identifier import add_local_identifier
from tests.unit.infusion import day as days
from tests.unit.infusion.day import COMPARED, SYSTEM, Day, at, standing_at

NAMES_ANOTHER = "The monitor names another patient"
OTHER = "NHS 9991234567"


def _joined(day: Day) -> int:
    session_id, monitor = days.under_way(day), days.a_monitor(day)
    days.bound(day, session_id, monitor, minute=35)
    return session_id


def _bands(day: Day, minute: float) -> list[str]:
    return [band.word for band in tile_view(board(day.clinic.pk, at(minute)).tiles[0], ()).bands]


def test_it_stands_on_the_tile_from_when_it_began(day: Day) -> None:
    session_id = _joined(day)
    own = f"NHS {days.row(session_id).patient.nhs_number}"
    days.sends("Monitor 3", 36, stated=own, pulse=80.0)
    assert NAMES_ANOTHER not in _bands(day, 36.05)
    days.sends("Monitor 3", 37, stated=OTHER, pulse=81.0)
    days.sends("Monitor 3", 37.2, stated=OTHER, pulse=81.0)
    days.sends("Monitor 3", 37.3, pulse=81.0)
    assert NAMES_ANOTHER in _bands(day, 37.35)
    feed = feed_of(session_id, at(37.35))
    assert feed is not None
    assert feed.other_patient is not None
    assert (feed.other_patient.stated, feed.other_patient.since) == (OTHER, at(37))
    days.sends("Monitor 3", 37.5, stated=own, pulse=81.0)
    assert NAMES_ANOTHER not in _bands(day, 37.55)


def test_a_local_number_of_the_person_is_the_person(day: Day) -> None:
    session_id = _joined(day)
    patient_id = days.row(session_id).patient_id
    add_local_identifier(SYSTEM, patient_id=patient_id, clinic_id=day.clinic.pk, value="HED 12")
    days.sends("Monitor 3", 36, stated="MR HED12", pulse=80.0)
    assert NAMES_ANOTHER not in _bands(day, 36.05)


def test_its_readings_are_neither_offered_nor_accepted_and_a_value_by_hand_is(day: Day) -> None:
    session_id = _joined(day)
    message = days.sends("Monitor 3", 37, stated=OTHER, pulse=81.0)
    assert readings_to_fill(feed_of(session_id, at(37.05))) == {}
    with standing_at(37.05):
        with pytest.raises(SetRefused) as refused:
            record_set(day.nurse, session_id=session_id, values={"pulse": "81"}, accepted={"pulse": message.pk})
        assert "names another patient" in refused.value.faults["pulse"]
        record_set(day.nurse, session_id=session_id, values={"pulse": "81"})
    assert Observation.objects.filter(set__session_id=session_id, kind="pulse").latest("id").source == "hand"


def test_the_session_page_says_it_and_offers_nothing(day: Day) -> None:
    session_id = _joined(day)
    days.sends("Monitor 3", 37, stated=OTHER, pulse=81.0)
    nurse = Client()
    nurse.force_login(day.people["nurse"])
    with standing_at(37.05):
        page = nurse.get(reverse("session", args=[session_id])).content.decode()
    assert NAMES_ANOTHER in page
    assert f"It says {OTHER}" in page
    assert "data-reading=" not in page.split('id="entry-form"')[1].split("</form>")[0]


def test_joining_it_again_at_the_bedside_settles_it(day: Day) -> None:
    session_id, monitor = _joined(day), days.a_monitor(day)
    days.sends("Monitor 3", 37, stated=OTHER, pulse=81.0)
    with standing_at(38):
        unbind_feed(day.nurse, session_id=session_id)
        said = {"session_id": session_id, "monitor_id": monitor.pk, "compared": COMPARED}
        bind_feed(day.nurse, **said, stated_patient_confirmed=True)
    message = days.sends("Monitor 3", 39, stated=OTHER, pulse=82.0)
    assert NAMES_ANOTHER not in _bands(day, 39.05)
    with standing_at(39.05):
        record_set(day.nurse, session_id=session_id, values={"pulse": "82"}, accepted={"pulse": message.pk})
