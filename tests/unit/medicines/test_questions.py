"""What a prescriber is asked once: never a refusal, always the figure that looks unlike the protocol or the last session."""

from datetime import date
from decimal import Decimal

import pytest

from firstlight.apps.infusion.actions.book_session import book_session
from firstlight.apps.infusion.actions.record_stop import record_stop
from firstlight.apps.medicines.actions.write_prescription import write_prescription
from firstlight.apps.medicines.queries import last_given
from firstlight.apps.refusals import Invalid, NeedsConfirmation
from tests.unit.infusion import day as days
from tests.unit.infusion import routes
from tests.unit.infusion.day import Day, at, standing_at
from tests.unit.infusion.routes import NASAL, SC


def a_week_on(day: Day, patient_id: int, code: str) -> int:
    """The same person's next session."""
    with standing_at(7 * 24 * 60):
        return book_session(
            day.nurse,
            patient_id=patient_id,
            clinic_id=day.clinic.pk,
            protocol_code=code,
            planned_start=at(7 * 24 * 60 + 30),
        )


def given_before(day: Day, code: str, **words: object) -> int:
    """A person whose last session gave so much; their id."""
    session_id = routes.ready(day, code, **words)  # type: ignore[arg-type]
    routes.starts(day, session_id)
    return days.row(session_id).patient_id


def prescribes(day: Day, session_id: int, **words: object) -> int:
    return write_prescription(day.doctor, session_id=session_id, **words)


def test_a_dose_that_is_no_step_of_the_protocol_is_asked_about(day: Day) -> None:
    session_id = routes.to_prescribe(day, SC)
    words = {"weight_kg": Decimal(70), "mg_per_kg": Decimal("0.55")}
    with pytest.raises(NeedsConfirmation, match=r"0\.5, 0\.6, 0\.75, 0\.9 mg/kg. Do you prescribe 0\.55"):
        prescribes(day, session_id, **words)
    prescribes(day, session_id, **words, confirmed=True)


def test_one_step_up_is_the_prescribers_and_two_are_asked_about(day: Day) -> None:
    session_id = a_week_on(day, given_before(day, SC), SC)
    prescribes(day, session_id, weight_kg=Decimal(70), mg_per_kg=Decimal("0.6"))
    with pytest.raises(NeedsConfirmation, match=r"last session was 0\.5 mg/kg: this is more than one step up"):
        prescribes(day, session_id, weight_kg=Decimal(70), mg_per_kg=Decimal("0.75"))


def test_a_step_down_is_not_asked_about(day: Day) -> None:
    patient_id = given_before(day, SC, weight_kg=Decimal(70), mg_per_kg=Decimal("0.9"), confirmed=True)
    prescribes(day, a_week_on(day, patient_id, SC), weight_kg=Decimal(70), mg_per_kg=Decimal("0.5"))


def test_more_devices_than_at_a_first_session_are_asked_about(day: Day) -> None:
    session_id = routes.to_prescribe(day, NASAL)
    with pytest.raises(NeedsConfirmation, match=r"first session at this age has 2 devices \(56 mg\)"):
        prescribes(day, session_id, devices=3)
    prescribes(day, session_id, devices=3, confirmed=True)


def test_one_device_more_than_last_time_is_the_prescribers_and_two_are_asked_about(day: Day) -> None:
    patient_id = given_before(day, NASAL, born={"birth_date": date(1950, 1, 1)})
    session_id = a_week_on(day, patient_id, NASAL)
    prescribes(day, session_id, devices=2)
    with pytest.raises(NeedsConfirmation, match=r"last session had 1 device \(28 mg\)"):
        prescribes(day, session_id, devices=3)


def test_devices_that_the_age_does_not_have_are_refused_at_their_field(day: Day) -> None:
    with pytest.raises(Invalid, match="Choose one of these") as refused:
        prescribes(day, routes.to_prescribe(day, NASAL), devices=1)
    assert refused.value.field == "devices"


def test_a_weight_is_needed_where_the_dose_is_worked_from_it(day: Day) -> None:
    with pytest.raises(Invalid, match="between 20 and 350") as refused:
        prescribes(day, routes.to_prescribe(day, SC))
    assert refused.value.field == "weight_kg"


def test_the_two_drugs_are_never_compared_in_milligrams(day: Day) -> None:
    """After 35 mg of racemic ketamine the spray is a first session, and the change of drug is asked about by name."""
    patient_id = given_before(day, SC)
    routes.in_force(day, NASAL)
    session_id = a_week_on(day, patient_id, NASAL)
    with pytest.raises(NeedsConfirmation) as asked:
        prescribes(day, session_id, devices=3)
    assert "35 mg of ketamine (racemic); this one is esketamine" in asked.value.questions["drug"]
    assert "first session" in asked.value.questions["devices"]
    with pytest.raises(NeedsConfirmation) as asked:
        prescribes(day, session_id, devices=2)
    assert set(asked.value.questions) == {"drug"}


def test_another_route_of_the_same_drug_is_no_last_step(day: Day) -> None:
    """0.5 mg/kg by pump says nothing about the ladder under the skin."""
    session_id = days.under_way(day)
    with standing_at(50):
        record_stop(day.nurse, session_id=session_id, reason="Asked to stop")
    routes.in_force(day, SC)
    prescribes(
        day, a_week_on(day, days.row(session_id).patient_id, SC), weight_kg=Decimal(70), mg_per_kg=Decimal("0.75")
    )


def test_the_last_session_is_one_whose_drug_was_begun(day: Day) -> None:
    session_id = routes.ready(day, SC)
    patient_id = days.row(session_id).patient_id
    assert last_given([patient_id], 0) is None
    routes.starts(day, session_id)
    last = last_given([patient_id], 0)
    assert last is not None
    assert (last.session_id, last_given([patient_id], session_id)) == (session_id, None)
