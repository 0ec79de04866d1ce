"""Consent withdrawn while the drug is given is seen by everybody, and giving does not go on without a word about it."""

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.infusion.actions.record_pause import record_pause
from firstlight.apps.infusion.actions.record_resume import record_resume
from firstlight.apps.infusion.models import Move
from firstlight.apps.infusion.presenters.bays import tile_view
from firstlight.apps.infusion.presenters.pressing import pressing_of
from firstlight.apps.infusion.queries import board, session_record
from firstlight.apps.pathway.actions.withdraw_consent import withdraw_consent
from firstlight.apps.refusals import Invalid, NeedsConfirmation
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, at, standing_at


def _withdrawn(day: Day, session_id: int, minute: float = 35) -> None:
    patient_id = days.row(session_id).patient_id
    with standing_at(minute):
        withdraw_consent(day.nurse, patient_id=patient_id, clinic_id=day.clinic.pk, reason="Wants to stop")


def _words(session_id: int, minute: float) -> list[str]:
    return [one.word for one in pressing_of(session_record(session_id, at(minute)).standing)]


def _paused(day: Day, session_id: int, minute: float = 36) -> None:
    with standing_at(minute):
        record_pause(day.nurse, session_id=session_id)


def test_it_stands_on_the_tile_while_the_drug_is_given_and_while_it_is_paused(day: Day) -> None:
    session_id = days.under_way(day)
    _withdrawn(day, session_id)
    for minute in (35.5, 37):
        tile = tile_view(board(day.clinic.pk, at(minute)).tiles[0], ())
        assert (tile.form, tile.bands[0].word) == ("urgent", "Consent withdrawn")
        assert tile.bands[0].since == at(35)
        if minute < 36:
            _paused(day, session_id)


def test_it_is_gone_when_consent_is_given_again(day: Day) -> None:
    session_id = days.under_way(day)
    _withdrawn(day, session_id)
    assert "Consent withdrawn" in _words(session_id, 36)
    with standing_at(37):
        days.consent(day, days.row(session_id).patient)
    assert "Consent withdrawn" not in _words(session_id, 38)


def test_before_the_start_its_gate_says_it_and_no_band_does(day: Day) -> None:
    session_id = days.arrived(day, days.booked(day))
    _withdrawn(day, session_id, 5)
    assert _words(session_id, 6) == []


def test_a_resume_is_asked_about_and_wants_a_reason_that_stays(day: Day) -> None:
    session_id = days.under_way(day)
    _withdrawn(day, session_id)
    _paused(day, session_id)
    with standing_at(38):
        with pytest.raises(NeedsConfirmation, match="Consent was withdrawn at 13:35"):
            record_resume(day.nurse, session_id=session_id)
        with pytest.raises(Invalid) as silent:
            record_resume(day.nurse, session_id=session_id, withdrawn_confirmed=True, reason=" ")
        assert silent.value.field == "reason"
        record_resume(day.nurse, session_id=session_id, withdrawn_confirmed=True, reason="Pump was restarted in error")
    assert Move.objects.get(session_id=session_id, move="resume").reason == "Pump was restarted in error"


def test_with_consent_a_resume_asks_nothing(day: Day) -> None:
    session_id = days.under_way(day)
    _paused(day, session_id)
    with standing_at(38):
        record_resume(day.nurse, session_id=session_id)


def test_the_pages_say_it_and_ask_it(day: Day) -> None:
    session_id = days.under_way(day)
    nurse = Client()
    nurse.force_login(day.people["nurse"])
    address = reverse("record-move", args=[session_id, "resume"])
    _paused(day, session_id, 32)
    with standing_at(34):
        assert "withdrawn" not in nurse.get(address).content.decode()
    _withdrawn(day, session_id)
    with standing_at(38):
        assert "Withdrawn at 13:35" in nurse.get(reverse("session", args=[session_id])).content.decode()
        typed = {"request_key": "a", "at": "", "rate_ml_h": "50"}
        asked = nurse.post(address, typed)
        assert asked.status_code == 422
        page = asked.content.decode()
        assert "Consent was withdrawn at 13:35" in page
        assert 'name="withdrawn_confirmed"' in page
        assert 'value="50"' in page
        said = typed | {"withdrawn_confirmed": "on", "reason": "The person asked to go on"}
        assert nurse.post(address, said).status_code == 302
    assert days.row(session_id).state == "giving"
