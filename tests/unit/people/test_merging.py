"""Two rows found to be one person: nothing moves, so everything comes back."""

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.actor import Actor
from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.people import policies
from firstlight.apps.people.actions.add_allergy import add_allergy
from firstlight.apps.people.actions.merge_patients import merge_patients
from firstlight.apps.people.actions.undo_merge import undo_merge
from firstlight.apps.people.models import Allergy, Clinic, Merge, Patient, Staff
from firstlight.apps.people.queries import patient_banner, rows_of, survivor
from firstlight.apps.refusals import IllegalMove, Invalid, NotThere
from tests.unit.people import given

pytestmark = pytest.mark.django_db
WHY = "NHS number traced, confirmed in person"


@pytest.fixture
def pair(clinic: Clinic) -> tuple[Patient, Patient]:
    return given.a_patient(clinic, 1), given.a_patient(clinic, 2, given_names="Alma Jane")


def merge(clinic: Clinic, gone: Patient, stands: Patient, who: Actor = given.SETUP) -> int:
    return merge_patients(who, merged_id=gone.pk, survivor_id=stands.pk, clinic_id=clinic.pk, reason=WHY)


def stored() -> list[tuple[int, int | None, str]]:
    return list(Patient.objects.order_by("id").values_list("id", "merged_into_id", "given_names"))


def test_a_merge_moves_nothing_and_is_undone_whole(clinic: Clinic, pair: tuple[Patient, Patient]) -> None:
    stands, gone = pair
    add_allergy(given.SETUP, patient_id=gone.pk, clinic_id=clinic.pk, substance="Latex", reaction="rash", severe=False)
    before, allergies = stored(), list(Allergy.objects.values_list("id", "patient_id"))
    pk = merge(clinic, gone, stands)
    assert survivor(gone.pk) == stands
    assert rows_of(gone.pk) == [stands.pk, gone.pk]
    assert list(Allergy.objects.values_list("id", "patient_id")) == allergies
    undo_merge(given.SETUP, merge_id=pk, clinic_id=clinic.pk, reason="two sisters of one birth date")
    assert stored() == before
    assert rows_of(gone.pk) == [gone.pk]


def test_an_allergy_of_either_row_is_shown_for_both(clinic: Clinic, pair: tuple[Patient, Patient]) -> None:
    stands, gone = pair
    add_allergy(given.SETUP, patient_id=gone.pk, clinic_id=clinic.pk, substance="Latex", reaction="rash", severe=False)
    merge(clinic, gone, stands)
    assert patient_banner(stands.pk).allergies_text == patient_banner(gone.pk).allergies_text == "Latex (rash)"


def test_merges_of_merges_lead_to_one_person_and_part_one_by_one(clinic: Clinic, pair: tuple[Patient, Patient]) -> None:
    first, second = pair
    third = given.a_patient(clinic, 3)
    merge(clinic, first, second)
    later = merge(clinic, second, third)
    assert survivor(first.pk) == third
    assert sorted(rows_of(first.pk)) == sorted([first.pk, second.pk, third.pk])
    undo_merge(given.SETUP, merge_id=later, clinic_id=clinic.pk, reason="the third is somebody else")
    assert survivor(first.pk) == second
    assert survivor(third.pk) == third


def test_a_row_merged_already_is_not_merged_again(clinic: Clinic, pair: tuple[Patient, Patient]) -> None:
    stands, gone = pair
    merge(clinic, gone, stands)
    with pytest.raises(IllegalMove, match="merged already"):
        merge(clinic, gone, given.a_patient(clinic, 3))
    with pytest.raises(IllegalMove, match="same record"):
        merge(clinic, stands, stands)


def test_a_merge_is_undone_once(clinic: Clinic, pair: tuple[Patient, Patient]) -> None:
    pk = merge(clinic, pair[1], pair[0])
    undo_merge(given.SETUP, merge_id=pk, clinic_id=clinic.pk, reason="two sisters of one birth date")
    with pytest.raises(IllegalMove, match="undone already"):
        undo_merge(given.SETUP, merge_id=pk, clinic_id=clinic.pk, reason="two sisters of one birth date")


def test_records_stay_as_they_are_while_a_session_is_under_way(
    clinic: Clinic, pair: tuple[Patient, Patient], monkeypatch: pytest.MonkeyPatch
) -> None:
    stands, gone = pair
    pk = merge(clinic, gone, stands)
    other = given.a_patient(clinic, 3)
    monkeypatch.setattr(policies, "session_under_way", lambda rows: object() if stands.pk in rows else None)
    with pytest.raises(IllegalMove, match="session is under way"):
        merge(clinic, other, stands)
    with pytest.raises(IllegalMove, match="session is under way"):
        undo_merge(given.SETUP, merge_id=pk, clinic_id=clinic.pk, reason="two sisters of one birth date")
    assert survivor(other.pk) == other


def test_a_record_is_not_merged_on_while_a_session_is_under_way_on_one_merged_into_it(
    clinic: Clinic, pair: tuple[Patient, Patient], monkeypatch: pytest.MonkeyPatch
) -> None:
    stands, gone = pair
    merge(clinic, gone, stands)
    monkeypatch.setattr(policies, "session_under_way", lambda rows: object() if gone.pk in rows else None)
    with pytest.raises(IllegalMove, match="session is under way"):
        merge(clinic, stands, given.a_patient(clinic, 3))


def test_a_reason_that_says_nothing_is_refused(clinic: Clinic, pair: tuple[Patient, Patient]) -> None:
    with pytest.raises(Invalid, match="Give the reason in words"):
        merge_patients(given.SETUP, merged_id=pair[1].pk, survivor_id=pair[0].pk, clinic_id=clinic.pk, reason="same")


def test_nobody_merges_with_a_record_out_of_reach(clinic: Clinic, administrator: Staff) -> None:
    here, elsewhere = given.a_patient(clinic, 1), given.a_patient(given.a_clinic("Vale"), 2)
    with pytest.raises(NotThere):
        merge(clinic, elsewhere, here, Actor.of(administrator))


def test_the_page_lays_both_side_by_side_merges_and_parts_them(
    client: Client, clinic: Clinic, administrator: Staff, pair: tuple[Patient, Patient]
) -> None:
    stands, gone = pair
    client.force_login(administrator)
    chooser = client.get(reverse("merge-choose", args=[stands.pk])).content.decode()
    assert reverse("merge-patients", args=[stands.pk, gone.pk]) in chooser
    address = reverse("merge-patients", args=[stands.pk, gone.pk])
    shown = client.get(address).content.decode()
    assert "Alma Jane" in shown
    assert "<b>Differs</b>" in shown
    done = client.post(address, {"request_key": "a", "keep": str(stands.pk), "reason": WHY})
    assert done.headers["Location"] == reverse("patient", args=[stands.pk])
    assert client.get(reverse("patient", args=[gone.pk])).headers["Location"] == reverse("patient", args=[stands.pk])
    undo = reverse("undo-merge", args=[Merge.objects.get().pk])
    assert undo in client.get(reverse("patient", args=[stands.pk])).content.decode()
    client.post(undo, {"request_key": "b", "reason": "two sisters of one birth date"})
    assert survivor(gone.pk) == gone


def test_both_sides_of_a_merge_can_read_of_it_afterwards(clinic: Clinic, pair: tuple[Patient, Patient]) -> None:
    stands, gone = pair
    pk = merge(clinic, gone, stands)
    undo_merge(given.SETUP, merge_id=pk, clinic_id=clinic.pk, reason="two sisters of one birth date")
    assert AuditEntry.objects.filter(patient_id=stands.pk, verb="patient.merged").exists()
    assert AuditEntry.objects.filter(patient_id=gone.pk, verb="patient.merge.undone").exists()
