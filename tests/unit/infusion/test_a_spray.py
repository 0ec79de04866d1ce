"""Nasal spray devices, from the prescription to the door: one after another, each recorded as what went in."""

from datetime import date
from decimal import Decimal

import pytest

from firstlight.apps.infusion.actions.answer_gate import answer_gate
from firstlight.apps.infusion.actions.complete_infusion import complete_infusion
from firstlight.apps.infusion.actions.correct_given import correct_given
from firstlight.apps.infusion.actions.mark_entered_in_error import mark_entered_in_error
from firstlight.apps.infusion.actions.prepare_leaving import prepare_leaving
from firstlight.apps.infusion.actions.record_dose import record_dose
from firstlight.apps.infusion.actions.record_pause import record_pause
from firstlight.apps.infusion.actions.record_resume import record_resume
from firstlight.apps.infusion.actions.record_set import record_set
from firstlight.apps.infusion.actions.record_stop import record_stop
from firstlight.apps.infusion.actions.sign_leaving import sign_leaving
from firstlight.apps.infusion.models import GivenEntry
from firstlight.apps.infusion.queries import session_record
from firstlight.apps.medicines.queries import prescription_for
from firstlight.apps.refusals import IllegalMove, Invalid, NeedsConfirmation
from tests.unit.infusion import day as days
from tests.unit.infusion import routes
from tests.unit.infusion.day import Day, at, standing_at
from tests.unit.infusion.routes import NASAL

OLDER = {"birth_date": date(1950, 1, 1)}


def gives(day: Day, session_id: int, minute: float, **words: object) -> int:
    with standing_at(minute):
        return record_dose(day.nurse, session_id=session_id, **words)


@pytest.mark.parametrize(("born", "devices", "mg"), [({}, 2, 56), (OLDER, 1, 28)])
def test_the_first_dose_is_the_one_for_the_age(day: Day, born: dict[str, date], devices: int, mg: int) -> None:
    prescription = prescription_for(routes.ready(day, NASAL, born=born))
    assert prescription is not None
    assert (prescription.drug, prescription.given_by, prescription.devices) == ("esketamine", "spray", devices)
    assert prescription.dose_mg == mg
    assert (prescription.weight_kg, prescription.rate_ml_h) == (None, None)


def test_the_first_device_is_the_start_and_the_second_is_due_five_minutes_later(day: Day) -> None:
    session_id = routes.ready(day, NASAL)
    routes.starts(day, session_id)
    session, dose = days.row(session_id), routes.dose(session_id, 31)
    assert (session.state, session.ended_at) == ("giving", None)
    assert dose.next_device is not None
    assert (dose.next_device.number, dose.next_device.of, dose.next_device.due_at) == (2, 2, at(35))
    assert (dose.delivered_mg, dose.undelivered_mg, dose.ends_at) == (Decimal(28), Decimal(28), at(35))


def test_the_last_device_ends_the_giving_and_recovery_counts_from_it(day: Day) -> None:
    session_id = routes.ready(day, NASAL)
    routes.starts(day, session_id)
    gives(day, session_id, 36)
    session = days.row(session_id)
    assert (session.state, session.ended_at) == ("recovery", at(36))
    standing = routes.standing(session_id, 37)
    assert standing.dose is not None
    assert (standing.dose.next_device, standing.dose.delivered_mg) == (None, Decimal(56))
    assert [one.planned.due_at for one in standing.plan][2:4] == [at(56), at(76)]


def test_three_devices_are_each_five_minutes_apart(day: Day) -> None:
    session_id = routes.ready(day, NASAL, devices=3, confirmed=True)
    routes.starts(day, session_id)
    gives(day, session_id, 35)
    assert days.row(session_id).state == "giving"
    gives(day, session_id, 40)
    assert (days.row(session_id).state, routes.dose(session_id, 41).delivered_mg) == ("recovery", Decimal(84))


def test_one_device_is_start_and_end_at_once(day: Day) -> None:
    session_id = routes.ready(day, NASAL, born=OLDER)
    routes.starts(day, session_id)
    assert (days.row(session_id).state, days.row(session_id).ended_at) == ("recovery", at(30))


def test_a_device_given_too_soon_is_asked_about_once_and_recorded_as_it_was(day: Day) -> None:
    session_id = routes.ready(day, NASAL)
    routes.starts(day, session_id)
    with pytest.raises(NeedsConfirmation, match="due at 13:35. Was it given at 13:33"):
        gives(day, session_id, 33)
    gives(day, session_id, 33, confirmed=True)
    assert days.row(session_id).ended_at == at(33)


def test_a_device_of_which_one_spray_went_in_leaves_the_rest_undelivered(day: Day) -> None:
    session_id = routes.ready(day, NASAL)
    routes.starts(day, session_id, dose_mg=Decimal(14))
    gives(day, session_id, 35)
    dose = routes.dose(session_id, 40)
    assert (dose.delivered_mg, dose.undelivered_mg) == (Decimal(42), Decimal(14))
    assert days.row(session_id).state == "recovery"


@pytest.mark.parametrize("mg", ["0", "7", "30", "-14"])
def test_no_device_gives_another_amount_than_its_sprays(day: Day, mg: str) -> None:
    session_id = routes.ready(day, NASAL)
    with pytest.raises(Invalid, match="14 mg or 28 mg"):
        routes.starts(day, session_id, dose_mg=Decimal(mg))


def test_a_stop_after_the_first_device_accounts_for_the_second(day: Day) -> None:
    session_id = routes.ready(day, NASAL)
    routes.starts(day, session_id)
    with standing_at(33), pytest.raises(IllegalMove, match="28 of 56 mg is recorded"):
        complete_infusion(day.nurse, session_id=session_id)
    with standing_at(34):
        record_stop(day.nurse, session_id=session_id, reason="Pressure 184/112")
    dose = routes.dose(session_id, 60)
    assert (dose.undelivered_mg, dose.next_device) == (Decimal(28), None)
    assert (days.row(session_id).state, days.row(session_id).ended_at) == ("stopped", at(34))
    with pytest.raises(IllegalMove, match="this session is stopped early"):
        gives(day, session_id, 36)


def test_a_device_held_back_is_a_pause_and_adds_no_line_to_what_was_given(day: Day) -> None:
    session_id = routes.ready(day, NASAL)
    routes.starts(day, session_id)
    with standing_at(32):
        record_pause(day.nurse, session_id=session_id, reason="Pressure 172/104")
    with pytest.raises(IllegalMove, match="this session is paused"):
        gives(day, session_id, 36)
    with standing_at(42):
        record_resume(day.nurse, session_id=session_id)
    assert GivenEntry.objects.filter(session=session_id).count() == 1
    gives(day, session_id, 43)
    assert routes.dose(session_id, 44).delivered_mg == Decimal(56)


def test_a_second_device_recorded_that_was_never_given_is_set_to_nothing(day: Day) -> None:
    session_id = routes.ready(day, NASAL)
    routes.starts(day, session_id)
    entry = gives(day, session_id, 35)
    with standing_at(50):
        correct_given(day.nurse, entry_id=entry, dose_mg=Decimal(0), reason="The person declined it")
    assert routes.dose(session_id, 51).undelivered_mg == Decimal(28)
    with standing_at(52), pytest.raises(Invalid, match="14 mg or 28 mg"):
        correct_given(
            day.nurse, entry_id=GivenEntry.objects.latest("id").pk, dose_mg=Decimal(20), reason="half of it, perhaps"
        )


def test_the_end_moves_with_the_last_device_and_the_start_stays(day: Day) -> None:
    session_id = routes.ready(day, NASAL)
    routes.starts(day, session_id)
    entry = gives(day, session_id, 36)
    with standing_at(50):
        correct_given(day.nurse, entry_id=entry, at=at(35), reason="Read the clock wrongly")
    session = days.row(session_id)
    assert (session.started_at, session.ended_at) == (at(30), at(35))


def test_a_device_that_was_no_device_leaves_the_count(day: Day) -> None:
    session_id = routes.ready(day, NASAL, devices=3, confirmed=True)
    routes.starts(day, session_id)
    entry = gives(day, session_id, 35)
    with standing_at(36):
        mark_entered_in_error(day.nurse, entry="given", entry_id=entry, reason="Pressed for the wrong person")
    device = routes.dose(session_id, 37).next_device
    assert device is not None
    assert (device.number, device.due_at) == (2, at(35))


def test_the_person_leaves_two_hours_after_the_last_device_and_no_sooner(day: Day) -> None:
    session_id = routes.ready(day, NASAL)
    routes.starts(day, session_id)
    gives(day, session_id, 35)
    with standing_at(150):
        record_set(day.nurse, session_id=session_id, values={k: v for k, v in days.BASELINE.items() if k != "weight"})
        for gate, answer in days.LEAVING_ANSWERS.items():
            if gate != "cannula_out":
                answer_gate(day.nurse, session_id=session_id, gate=gate, answer=answer)
        prepare_leaving(day.nurse, session_id=session_id)
    served = {gate.key: gate.met for gate in routes.standing(session_id, 154).gates}["time_served"]
    assert served is False
    with standing_at(156):
        sign_leaving(day.nurse, session_id=session_id)
    assert session_record(session_id, at(160)).moves[-1].detail["reasons"] == {}
    assert days.row(session_id).state == "left"
