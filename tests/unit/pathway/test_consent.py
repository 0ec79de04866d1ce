"""Consent stands until it runs out or the person takes it back, and every word of it stays."""

from datetime import date

import pytest

from firstlight.apps.pathway.actions.record_consent import record_consent
from firstlight.apps.pathway.actions.withdraw_consent import withdraw_consent
from firstlight.apps.pathway.queries import consent_on_file, consents_of, consents_on_file
from firstlight.apps.refusals import Conflict, Forbidden, Invalid
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
