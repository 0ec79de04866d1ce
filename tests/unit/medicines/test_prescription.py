"""What is prescribed is worked out again, signed by one person and checked by two others."""

from decimal import Decimal

import pytest

from firstlight.apps.actor import Actor
from firstlight.apps.infusion.actions.record_not_started import record_not_started
from firstlight.apps.medicines.actions.check_prescription import check_prescription
from firstlight.apps.medicines.actions.mark_prescription_in_error import mark_prescription_in_error
from firstlight.apps.medicines.actions.write_prescription import write_prescription
from firstlight.apps.medicines.queries import Prescribed, made_elsewhere, prescription_for, prescriptions_of
from firstlight.apps.people.models import Staff
from firstlight.apps.refusals import Conflict, Forbidden, IllegalMove, Invalid, NeedsConfirmation, NotThere, Refusal
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, standing_at


def _standing(session_id: int) -> Prescribed:
    prescription = prescription_for(session_id)
    assert prescription is not None
    return prescription


def test_seventy_kilograms_at_half_a_milligram_is_thirty_five_at_fifty_two_and_a_half(day: Day) -> None:
    """The table of the dosing facts: 70 kg, 0.5 mg/kg, 1 mg/mL, 40 min."""
    session_id = days.booked(day)
    write_prescription(day.doctor, session_id=session_id, weight_kg=Decimal(70))
    signed = _standing(session_id)
    assert (signed.dose_mg, signed.volume_ml, signed.rate_ml_h, signed.minutes) == (35, 35, Decimal("52.5"), 40)
    assert (signed.weight_basis, signed.signed_by) == ("actual body weight", "Priya Raman MRCPsych")
    assert any("70" in step and "0.5" in step for step in signed.steps)


class TestFiguresOnTheScreen:
    def test_that_agree_are_signed(self, day: Day) -> None:
        shown = {"shown_dose_mg": Decimal("35"), "shown_rate_ml_h": Decimal("52.50")}
        write_prescription(day.doctor, session_id=days.booked(day), weight_kg=Decimal(70), **shown)

    @pytest.mark.parametrize(
        ("field", "shown"),
        [("dose_mg", {"shown_dose_mg": Decimal(350)}), ("rate_ml_h", {"shown_rate_ml_h": Decimal(525)})],
    )
    def test_ten_times_too_high_are_refused(self, day: Day, field: str, shown: dict[str, Decimal]) -> None:
        session_id = days.booked(day)
        with pytest.raises(Invalid) as refused:
            write_prescription(day.doctor, session_id=session_id, weight_kg=Decimal(70), **shown)
        assert refused.value.field == field
        assert prescription_for(session_id) is None


class TestADoseHeldByACap:
    def test_is_asked_about_once_and_never_goes_over(self, day: Day) -> None:
        session_id = days.booked(day)
        with pytest.raises(NeedsConfirmation):
            write_prescription(day.doctor, session_id=session_id, weight_kg=Decimal(70), mg_per_kg=Decimal("1.4"))
        write_prescription(
            day.doctor, session_id=session_id, weight_kg=Decimal(70), mg_per_kg=Decimal("1.4"), confirmed=True
        )
        protocol = days.protocol_in(day.clinic.pk, day.protocol_id).protocol
        assert _standing(session_id).dose_mg <= min(protocol.dose.cap_mg, 70 * protocol.dose.cap_mg_per_kg)

    @pytest.mark.parametrize("weight", ["7", "700"])
    def test_is_no_excuse_for_a_weight_that_cannot_be(self, day: Day, weight: str) -> None:
        with pytest.raises(Invalid) as refused:
            write_prescription(day.doctor, session_id=days.booked(day), weight_kg=Decimal(weight))
        assert refused.value.field == "weight_kg"

    def test_nothing_for_each_kilogram_is_refused(self, day: Day) -> None:
        with pytest.raises(Invalid) as refused:
            write_prescription(day.doctor, session_id=days.booked(day), weight_kg=Decimal(70), mg_per_kg=Decimal(0))
        assert refused.value.field == "mg_per_kg"


def test_a_weight_other_than_the_one_recorded_is_asked_about(day: Day) -> None:
    session_id = days.arrived(day, days.booked(day))
    with standing_at(5):
        days.record_set(day.nurse, session_id=session_id, values={"weight": "78.2"})
        with pytest.raises(NeedsConfirmation) as asked:
            write_prescription(day.doctor, session_id=session_id, weight_kg=Decimal(70))
    assert "78.2 kg" in asked.value.questions["weight_kg"]


class TestTheTwoChecks:
    def test_are_by_two_people_neither_of_them_the_prescriber(self, day: Day) -> None:
        session_id = days.booked(day)
        written = write_prescription(day.doctor, session_id=session_id, weight_kg=Decimal(70))
        assert not _standing(session_id).checked
        with pytest.raises(Invalid):
            check_prescription(day.doctor, prescription_id=written)
        check_prescription(day.nurse, prescription_id=written)
        with pytest.raises(Conflict):
            check_prescription(day.nurse, prescription_id=written)
        assert not _standing(session_id).checked
        check_prescription(day.pharmacist, prescription_id=written)
        assert _standing(session_id).checked
        assert [check.by for check in _standing(session_id).checks] == ["Amara Okafor RN", "Ola Berg MRPharmS"]
        with pytest.raises(Conflict) as refused:
            check_prescription(day.second, prescription_id=written)
        assert "Amara Okafor RN and Ola Berg MRPharmS" in refused.value.message

    def test_are_asked_again_of_a_new_prescription_and_the_old_one_stays_to_be_read(self, day: Day) -> None:
        session_id = days.booked(day)
        first = days.prescribed(day, session_id)
        second = write_prescription(day.doctor, session_id=session_id, weight_kg=Decimal(80))
        assert (_standing(session_id).id, _standing(session_id).replaces_id) == (second, first)
        assert not _standing(session_id).checked
        assert [one.id for one in prescriptions_of(session_id)] == [second, first]
        with pytest.raises(Conflict):
            check_prescription(day.second, prescription_id=first)

    def test_want_a_registered_person_signed_in_as_themselves(self, day: Day) -> None:
        written = write_prescription(day.doctor, session_id=days.booked(day), weight_kg=Decimal(70))
        Staff.objects.filter(pk=day.nurse.staff_id).update(registration_body="none", registration_number="")
        for nobody in (day.nurse, Actor.system("demo")):
            with pytest.raises(Forbidden):
                check_prescription(nobody, prescription_id=written)

    def test_are_of_a_prescription_that_exists(self, day: Day) -> None:
        with pytest.raises(NotThere):
            check_prescription(day.nurse, prescription_id=999)


def test_a_nurse_does_not_prescribe(day: Day) -> None:
    with pytest.raises(Forbidden):
        write_prescription(day.nurse, session_id=days.booked(day), weight_kg=Decimal(70))


def test_once_the_drug_has_begun_the_prescription_stands(day: Day) -> None:
    session_id = days.under_way(day)
    with standing_at(31), pytest.raises(IllegalMove):
        write_prescription(day.doctor, session_id=session_id, weight_kg=Decimal(60))


def test_nothing_is_prescribed_for_a_session_that_is_over(day: Day) -> None:
    session_id = days.booked(day)
    with standing_at(0):
        record_not_started(day.nurse, session_id=session_id, reason="Did not come")
        with pytest.raises(IllegalMove):
            write_prescription(day.doctor, session_id=session_id, weight_kg=Decimal(70))


@pytest.mark.parametrize(
    ("weight", "per_kg", "dose", "rate"),
    [
        ("50", "0.5", "25", "37.5"),
        ("60", "0.75", "45", "67.5"),
        ("80", "0.5", "40", "60"),
        ("90", "0.75", "67.5", "101.25"),
        ("60", "1.0", "60", "90"),
        ("100", "0.5", "50", "75"),
    ],
)
def test_the_table_of_the_dosing_facts_is_what_is_signed(
    day: Day, weight: str, per_kg: str, dose: str, rate: str
) -> None:
    session_id = days.booked(day)
    write_prescription(
        day.doctor, session_id=session_id, weight_kg=Decimal(weight), mg_per_kg=Decimal(per_kg), confirmed=True
    )
    assert (_standing(session_id).dose_mg, _standing(session_id).rate_ml_h) == (Decimal(dose), Decimal(rate))


class TestMadeOnTheWrongPerson:
    def _mark(self, day: Day, prescription_id: int, **words: object) -> int:
        with standing_at(3):
            marked = {"prescription_id": prescription_id, "reason": "It is Brown's"}
            return mark_prescription_in_error(day.nurse, **(marked | words))

    def test_it_stands_for_neither_and_is_shown_on_both(self, day: Day) -> None:
        here, there = days.booked(day), days.booked(day, days.a_patient(day, "Brown"), bay=1)
        wrong = days.prescribed(day, here)
        self._mark(day, wrong, belongs_to_id=there)
        assert prescription_for(here) is None
        assert prescription_for(there) is None
        (shown,) = prescriptions_of(here)
        assert shown.error is not None
        assert (shown.error.reason, shown.error.by, shown.error.belongs_to) == (
            "It is Brown's",
            "Amara Okafor RN",
            there,
        )
        assert made_elsewhere(there) == (shown,)
        assert made_elsewhere(here) == ()

    def test_what_is_right_is_prescribed_and_checked_anew(self, day: Day) -> None:
        session_id = days.booked(day)
        wrong = days.prescribed(day, session_id, "80", checks=1)
        self._mark(day, wrong)
        with pytest.raises(Conflict):
            check_prescription(day.pharmacist, prescription_id=wrong)
        days.prescribed(day, session_id)
        standing = _standing(session_id)
        assert (standing.dose_mg, standing.checked, standing.replaces_id) == (35, True, None)

    def test_not_once_the_drug_has_begun(self, day: Day) -> None:
        session_id = days.under_way(day)
        with pytest.raises(IllegalMove, match="has begun on the prescription"):
            self._mark(day, _standing(session_id).id)

    def test_a_session_does_not_start_on_it(self, day: Day) -> None:
        session_id = days.ready(day, days.checked(day, days.arrived(day, days.booked(day))))
        self._mark(day, _standing(session_id).id)
        with pytest.raises(Refusal):
            days.started(day, session_id)
        assert days.row(session_id).started_at is None

    def test_it_is_marked_once_with_a_reason_and_never_for_the_same_session(self, day: Day) -> None:
        session_id = days.booked(day)
        wrong = days.prescribed(day, session_id)
        for field, words in (("reason", {"reason": " "}), ("belongs_to", {"belongs_to_id": session_id})):
            with pytest.raises(Invalid) as refused:
                self._mark(day, wrong, **words)
            assert refused.value.field == field
        self._mark(day, wrong)
        with pytest.raises(Conflict, match="entered in error, already"):
            self._mark(day, wrong)

    def test_whoever_may_not_correct_a_record_may_not_mark_it(self, day: Day) -> None:
        wrong = days.prescribed(day, days.booked(day))
        with pytest.raises(Forbidden):
            mark_prescription_in_error(day.pharmacist, prescription_id=wrong, reason="It is Brown's")
