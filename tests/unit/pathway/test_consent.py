"""Consent stands until it runs out or the person takes it back, and every word of it stays."""

from datetime import date

import pytest

from firstlight.apps.infusion.actions.make_ready import make_ready
from firstlight.apps.infusion.refusals import GatesShut
from firstlight.apps.pathway.actions.mark_consent_in_error import mark_consent_in_error
from firstlight.apps.pathway.actions.record_consent import record_consent
from firstlight.apps.pathway.actions.withdraw_consent import withdraw_consent
from firstlight.apps.pathway.queries import consent_on_file, consents_of, consents_on_file, made_elsewhere
from firstlight.apps.refusals import Conflict, Forbidden, Invalid, NotThere
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, at, standing_at

TODAY = date(2026, 11, 23)
WORDS = {
    "covers": "Six infusions",
    "leaflet": "Version 4",
    "signed_name": "Alma Grey",
    "signed_at": at(-60),
    "expires_on": None,
}


def _record(day: Day, patient_id: int, **changes: object) -> int:
    with standing_at(0):
        return record_consent(day.doctor, patient_id=patient_id, clinic_id=day.clinic.pk, **(WORDS | changes))


def test_it_stands_in_its_own_clinic_with_who_took_it(day: Day) -> None:
    patient, other = days.a_patient(day), days.a_day("Southgate")
    _record(day, patient.pk)
    standing = consent_on_file(patient.pk, day.clinic.pk, TODAY)
    assert standing is not None
    assert (standing.taken_by, standing.signed_on) == ("Priya Raman MRCPsych", TODAY)
    assert consent_on_file(patient.pk, other.clinic.pk, TODAY) is None


def test_it_stands_to_the_end_of_its_last_day(day: Day) -> None:
    patient = days.a_patient(day)
    _record(day, patient.pk, expires_on=TODAY)
    assert consent_on_file(patient.pk, day.clinic.pk, TODAY) is not None
    assert consent_on_file(patient.pk, day.clinic.pk, date(2026, 11, 24)) is None


def test_withdrawn_it_no_longer_stands_and_can_be_given_again(day: Day) -> None:
    patient = days.a_patient(day)
    _record(day, patient.pk)
    with standing_at(1):
        withdraw_consent(day.nurse, patient_id=patient.pk, clinic_id=day.clinic.pk, reason="Too frightened")
    assert consent_on_file(patient.pk, day.clinic.pk, TODAY) is None
    with standing_at(2):
        record_consent(day.doctor, patient_id=patient.pk, clinic_id=day.clinic.pk, **(WORDS | {"signed_at": at(2)}))
    assert consent_on_file(patient.pk, day.clinic.pk, TODAY) is not None
    assert [row.withdrawn for row in consents_of([patient.pk])] == [False, True, False]


def test_there_must_be_one_to_withdraw_and_a_reason(day: Day) -> None:
    patient = days.a_patient(day)
    with pytest.raises(Conflict):
        withdraw_consent(day.nurse, patient_id=patient.pk, clinic_id=day.clinic.pk, reason="Too frightened")
    _record(day, patient.pk)
    with standing_at(1), pytest.raises(Invalid) as refused:
        withdraw_consent(day.nurse, patient_id=patient.pk, clinic_id=day.clinic.pk, reason=" ")
    assert refused.value.field == "reason"


def test_one_signed_under_a_merged_number_stands_for_the_person(day: Day) -> None:
    survivor, merged = days.a_patient(day), days.a_patient(day, "Gray")
    _record(day, merged.pk)
    type(merged).objects.filter(pk=merged.pk).update(merged_into=survivor)
    assert consents_on_file([survivor.pk], day.clinic.pk, TODAY).keys() == {survivor.pk}


def test_a_withdrawal_counts_for_the_person_under_every_number_however_often_merged(day: Day) -> None:
    """Once it was lost after two merges: the first number's rows were read for the second number and not for the third."""
    first, second, third = (days.a_patient(day) for _ in range(3))
    _record(day, first.pk)
    with standing_at(1):
        withdraw_consent(day.nurse, patient_id=first.pk, clinic_id=day.clinic.pk, reason="Too frightened")
    with standing_at(-10):
        record_consent(day.doctor, patient_id=third.pk, clinic_id=day.clinic.pk, **(WORDS | {"signed_at": at(-60)}))
    assert consent_on_file(third.pk, day.clinic.pk, TODAY) is not None
    for merged, survivor in ((first, second), (second, third)):
        type(merged).objects.filter(pk=merged.pk).update(merged_into=survivor)
    numbers = [first.pk, second.pk, third.pk]
    assert consents_on_file(numbers, day.clinic.pk, TODAY) == {}
    with standing_at(2):
        record_consent(day.doctor, patient_id=third.pk, clinic_id=day.clinic.pk, **(WORDS | {"signed_at": at(2)}))
    assert consents_on_file(numbers, day.clinic.pk, TODAY).keys() == set(numbers)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("covers", " "),
        ("leaflet", ""),
        ("leaflet", "x" * 61),
        ("signed_name", ""),
        ("signed_at", at(120)),
        ("expires_on", date(2026, 11, 22)),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(day: Day, field: str, value: object) -> None:
    with pytest.raises(Invalid) as refused:
        _record(day, days.a_patient(day).pk, **{field: value})
    assert refused.value.field == field


def test_a_nurse_does_not_take_consent(day: Day) -> None:
    with pytest.raises(Forbidden):
        record_consent(day.nurse, patient_id=days.a_patient(day).pk, clinic_id=day.clinic.pk, **WORDS)


class TestMadeOnTheWrongPerson:
    def _mark(self, day: Day, consent_id: int, **words: object) -> int:
        with standing_at(3):
            return mark_consent_in_error(day.nurse, consent_id=consent_id, **({"reason": "It is Brown's"} | words))

    def test_it_stands_for_nobody_and_is_shown_on_both_records(self, day: Day) -> None:
        grey, brown = days.a_patient(day), days.a_patient(day, "Brown")
        wrong = _record(day, grey.pk, signed_name="Ben Brown")
        self._mark(day, wrong, belongs_to_id=brown.pk)
        assert consents_on_file([grey.pk, brown.pk], day.clinic.pk, TODAY) == {}
        (here,), (there,) = consents_of([grey.pk]), made_elsewhere([brown.pk])
        assert here == there
        assert (here.error.reason, str(here.error.by), here.error.belongs_to_id) == (
            "It is Brown's",
            "Amara Okafor RN",
            brown.pk,
        )
        assert made_elsewhere([grey.pk]) == consents_of([brown.pk]) == []

    def test_what_stood_before_it_stands_again(self, day: Day) -> None:
        patient = days.a_patient(day)
        first = _record(day, patient.pk)
        with standing_at(1):
            wrong = withdraw_consent(day.nurse, patient_id=patient.pk, clinic_id=day.clinic.pk, reason="Brown said so")
        self._mark(day, wrong)
        standing = consent_on_file(patient.pk, day.clinic.pk, TODAY)
        assert standing is not None
        assert standing.id == first

    def test_a_session_waits_for_consent_again(self, day: Day) -> None:
        session_id = days.checked(day, days.arrived(day, days.booked(day)))
        version = days.row(session_id).version
        standing = consent_on_file(days.row(session_id).patient_id, day.clinic.pk, TODAY)
        assert standing is not None
        self._mark(day, standing.id)
        assert days.row(session_id).version == version + 1
        with standing_at(20), pytest.raises(GatesShut) as shut:
            make_ready(day.nurse, session_id=session_id)
        assert [gate.key for gate in shut.value.gates] == ["consent"]

    def test_it_is_marked_once_with_a_reason_and_never_for_the_same_person(self, day: Day) -> None:
        survivor, merged = days.a_patient(day), days.a_patient(day)
        type(merged).objects.filter(pk=merged.pk).update(merged_into=survivor)
        wrong = _record(day, survivor.pk)
        for field, words in (("reason", {"reason": " "}), ("belongs_to", {"belongs_to_id": merged.pk})):
            with pytest.raises(Invalid) as refused:
                self._mark(day, wrong, **words)
            assert refused.value.field == field
        self._mark(day, wrong)
        with pytest.raises(Conflict, match="Amara Okafor RN marked this"):
            self._mark(day, wrong)
        with pytest.raises(NotThere):
            self._mark(day, wrong + 1)

    def test_whoever_may_not_correct_a_record_may_not_mark_it(self, day: Day) -> None:
        wrong = _record(day, days.a_patient(day).pk)
        with pytest.raises(Forbidden):
            mark_consent_in_error(day.pharmacist, consent_id=wrong, reason="It is Brown's")
