"""One injection under the skin, from the prescription to the door, by the same table of moves as an infusion."""

from decimal import Decimal

import pytest

from firstlight.apps.infusion.actions.answer_gate import answer_gate
from firstlight.apps.infusion.actions.complete_infusion import complete_infusion
from firstlight.apps.infusion.actions.correct_given import correct_given
from firstlight.apps.infusion.actions.prepare_leaving import prepare_leaving
from firstlight.apps.infusion.actions.record_dose import record_dose
from firstlight.apps.infusion.actions.record_rate import record_rate
from firstlight.apps.infusion.actions.record_set import record_set
from firstlight.apps.infusion.actions.record_stop import record_stop
from firstlight.apps.infusion.actions.sign_leaving import sign_leaving
from firstlight.apps.infusion.models import GivenEntry, Move
from firstlight.apps.infusion.queries import session_record
from firstlight.apps.medicines.queries import prescription_for
from firstlight.apps.refusals import IllegalMove, Invalid, NeedsConfirmation
from tests.unit.infusion import day as days
from tests.unit.infusion import routes
from tests.unit.infusion.day import Day, at, standing_at
from tests.unit.infusion.routes import SC


def test_the_prescription_says_milligrams_and_millilitres_and_no_rate(day: Day) -> None:
    prescription = prescription_for(routes.ready(day, SC))
    assert prescription is not None
    assert (prescription.route, prescription.given_by, prescription.dose_mg) == ("sc", "bolus", Decimal(35))
    assert (prescription.volume_ml, prescription.rate_ml_h, prescription.devices) == (Decimal("0.7"), None, None)


def test_the_injection_is_the_start_and_the_end_at_once(day: Day) -> None:
    session_id = routes.ready(day, SC)
    routes.starts(day, session_id)
    session = days.row(session_id)
    assert (session.state, session.started_at, session.ended_at) == ("recovery", at(30), at(30))
    assert [move.move for move in Move.objects.filter(session=session_id).order_by("id")][-2:] == ["start", "complete"]
    given = GivenEntry.objects.get(session=session_id)
    assert (given.kind, given.dose_mg, given.checked_by_id) == ("bolus", Decimal(35), day.second.staff_id)


def test_from_then_on_the_plan_counts_from_the_injection(day: Day) -> None:
    session_id = routes.ready(day, SC)
    routes.starts(day, session_id)
    plan = routes.standing(session_id, 45).plan
    assert [one.planned.minute for one in plan] == [0, 10, 20, 30, 40, 55, 70, 85, 100, 120]
    assert next(one.state for one in plan if one.planned.minute == 10) == "urgent"


def test_the_whole_dose_counts_as_given_from_that_moment(day: Day) -> None:
    session_id = routes.ready(day, SC)
    routes.starts(day, session_id)
    dose = routes.dose(session_id, 31)
    assert (dose.delivered_mg, dose.undelivered_mg, dose.ends_at) == (Decimal(35), Decimal(0), at(30))


def test_a_part_of_it_is_recorded_as_that_part_and_the_rest_afterwards(day: Day) -> None:
    session_id = routes.ready(day, SC)
    routes.starts(day, session_id, dose_mg=Decimal(20))
    assert days.row(session_id).state == "giving"
    with standing_at(32), pytest.raises(IllegalMove, match="20 of 35 mg is recorded"):
        complete_infusion(day.nurse, session_id=session_id)
    with standing_at(33):
        record_dose(day.nurse, session_id=session_id)
    assert (days.row(session_id).state, days.row(session_id).ended_at) == ("recovery", at(33))
    assert routes.dose(session_id, 34).delivered_mg == Decimal(35)


def test_what_was_not_injected_is_accounted_for_by_a_stop(day: Day) -> None:
    session_id = routes.ready(day, SC)
    routes.starts(day, session_id, dose_mg=Decimal("21.5"))
    with standing_at(32):
        record_stop(day.nurse, session_id=session_id, reason="The needle came out")
    assert routes.dose(session_id, 90).undelivered_mg == Decimal("13.5")
    assert days.row(session_id).ended_at == at(32)
    assert GivenEntry.objects.filter(session=session_id, kind="rate").count() == 0


def test_more_than_is_prescribed_is_asked_about_once_and_then_recorded(day: Day) -> None:
    session_id = routes.ready(day, SC)
    with pytest.raises(NeedsConfirmation, match="40 mg; 35 mg is prescribed"):
        routes.starts(day, session_id, dose_mg=Decimal(40))
    assert days.row(session_id).state == "ready"
    routes.starts(day, session_id, dose_mg=Decimal(40), confirmed=True)
    assert routes.standing(session_id, 31).state.value == "recovery"


@pytest.mark.parametrize("mg", [0, -1])
def test_nothing_injected_is_no_injection(day: Day, mg: int) -> None:
    session_id = routes.ready(day, SC)
    with pytest.raises(Invalid, match="Give the milligrams that went in"):
        routes.starts(day, session_id, dose_mg=Decimal(mg))


def test_there_is_no_rate_to_record(day: Day) -> None:
    session_id = routes.ready(day, SC)
    routes.starts(day, session_id, dose_mg=Decimal(10))
    with standing_at(31), pytest.raises(IllegalMove, match="No pump gives this drug"):
        record_rate(day.nurse, session_id=session_id, rate_ml_h=Decimal(50))


def test_a_pump_has_no_parts_to_record(day: Day) -> None:
    session_id = days.under_way(day)
    with standing_at(35), pytest.raises(IllegalMove, match="A pump gives this drug"):
        record_dose(day.nurse, session_id=session_id)


def test_a_time_written_down_wrongly_moves_the_start_and_the_end_together(day: Day) -> None:
    session_id = routes.ready(day, SC)
    entry = routes.starts(day, session_id)
    with standing_at(40):
        correct_given(day.nurse, entry_id=entry, at=at(28), reason="Read the clock wrongly")
    session = days.row(session_id)
    assert (session.started_at, session.ended_at) == (at(28), at(28))


def test_milligrams_written_down_wrongly_are_set_right_and_the_old_line_stays(day: Day) -> None:
    session_id = routes.ready(day, SC)
    entry = routes.starts(day, session_id)
    with standing_at(40):
        right = correct_given(day.nurse, entry_id=entry, dose_mg=Decimal(30), reason="0.6 mL went in")
    lines = session_record(session_id, at(41)).given
    assert [(line.dose_mg, line.error is None) for line in lines] == [(Decimal(35), False), (Decimal(30), True)]
    assert GivenEntry.objects.get(pk=right).checked_by_id == day.second.staff_id
    assert routes.dose(session_id, 41).undelivered_mg == Decimal(5)
    with standing_at(41), pytest.raises(Invalid, match="0 where nothing did"):
        correct_given(day.nurse, entry_id=right, dose_mg=Decimal(-1), reason="slip")


def test_the_person_leaves_after_two_hours_without_being_asked_about_a_cannula(day: Day) -> None:
    session_id = routes.ready(day, SC)
    routes.starts(day, session_id)
    with standing_at(145):
        record_set(day.nurse, session_id=session_id, values={k: v for k, v in days.BASELINE.items() if k != "weight"})
        for gate, answer in days.LEAVING_ANSWERS.items():
            if gate != "cannula_out":
                answer_gate(day.nurse, session_id=session_id, gate=gate, answer=answer)
        prepare_leaving(day.nurse, session_id=session_id)
    with standing_at(149):
        early = {gate.key: gate for gate in routes.standing(session_id, 149).gates}
        assert "cannula_out" not in early
        assert early["time_served"].reason == "119 of 120 min since the end (with an escort)."
    with standing_at(151):
        sign_leaving(day.nurse, session_id=session_id)
    assert days.row(session_id).state == "left"
    assert session_record(session_id, at(160)).moves[-1].detail["reasons"] == {}
