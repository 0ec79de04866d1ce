"""A next of kin, a number, an allergy: put right or ended, never gone. Made on the wrong person, it is seen on both records."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.people.actions.add_allergy import add_allergy
from firstlight.apps.people.actions.add_local_identifier import add_local_identifier
from firstlight.apps.people.actions.add_next_of_kin import add_next_of_kin
from firstlight.apps.people.actions.break_glass import break_glass
from firstlight.apps.people.actions.correct_allergy import correct_allergy
from firstlight.apps.people.actions.correct_local_identifier import correct_local_identifier
from firstlight.apps.people.actions.correct_next_of_kin import correct_next_of_kin
from firstlight.apps.people.actions.end_local_identifier import end_local_identifier
from firstlight.apps.people.actions.end_next_of_kin import end_next_of_kin
from firstlight.apps.people.actions.merge_patients import merge_patients
from firstlight.apps.people.models import Clinic, LocalIdentifier, NextOfKin, Patient, Staff
from firstlight.apps.people.queries import search_patients
from firstlight.apps.refusals import Forbidden, IllegalMove, Invalid, NotThere
from tests.unit.people import given

pytestmark = pytest.mark.django_db
WHY = "told us on the telephone"


def a_kin(person: Patient, clinic: Clinic) -> int:
    words = {"name": "Tom Grey", "relationship": "brother", "phone": "01632 960011"}
    return add_next_of_kin(given.SETUP, patient_id=person.pk, clinic_id=clinic.pk, **words)


def a_number(person: Patient, clinic: Clinic, value: str = "HED-0012") -> int:
    return add_local_identifier(given.SETUP, patient_id=person.pk, clinic_id=clinic.pk, value=value)


def record(client: Client, person: Patient) -> str:
    return client.get(reverse("patient", args=[person.pk])).content.decode()


def found(clinic: Clinic, text: str) -> list[int]:
    return [hit.patient.pk for hit in search_patients(given.SETUP, clinic, text)]


class TestANextOfKin:
    def test_put_right_is_a_new_entry_and_the_old_one_stays_struck_with_why_and_by_whom(
        self, person: Patient, clinic: Clinic, nurse: Staff, as_nurse: Client
    ) -> None:
        words = {"name": "Tom Grey", "relationship": "brother", "phone": "01632 960099"}
        correct_next_of_kin(Actor.of(nurse), kin_id=a_kin(person, clinic), clinic_id=clinic.pk, reason=WHY, **words)
        assert [kin.phone for kin in NextOfKin.objects.filter(ended_at=None)] == ["01632 960099"]
        page = record(as_nurse, person)
        assert "01632 960099" in page
        old = page.split("01632 960011")[1].split("</li>")[0]
        assert f"<b>Ended:</b> {WHY}" in old
        assert "Amara Okafor" in old
        assert "Correct<" not in old
        assert '"changed": ["phone"]' in AuditEntry.objects.get(verb="patient.next_of_kin.corrected").detail

    def test_nothing_to_put_right_is_said(self, person: Patient, clinic: Clinic) -> None:
        words = {"name": "Tom Grey", "relationship": "brother", "phone": "01632 960011"}
        with pytest.raises(Invalid, match="Nothing differs"):
            correct_next_of_kin(given.SETUP, kin_id=a_kin(person, clinic), clinic_id=clinic.pk, reason=WHY, **words)

    def test_ended_stays_with_its_history(self, person: Patient, clinic: Clinic) -> None:
        kin = a_kin(person, clinic)
        end_next_of_kin(given.SETUP, kin_id=kin, clinic_id=clinic.pk, reason=WHY)
        stored = NextOfKin.objects.get(pk=kin)
        assert (stored.ended_reason, stored.entered_in_error) == (WHY, False)
        assert [row.ended_reason for row in stored.history.order_by("history_id")] == ["", WHY]

    def test_ended_once_and_the_second_is_told_by_whom(self, person: Patient, clinic: Clinic, nurse: Staff) -> None:
        kin = a_kin(person, clinic)
        end_next_of_kin(Actor.of(nurse), kin_id=kin, clinic_id=clinic.pk, reason=WHY)
        with pytest.raises(IllegalMove, match=f"Amara Okafor ended this already: {WHY}"):
            end_next_of_kin(given.SETUP, kin_id=kin, clinic_id=clinic.pk, reason=WHY)

    def test_without_a_reason_it_stands(self, person: Patient, clinic: Clinic) -> None:
        kin = a_kin(person, clinic)
        with pytest.raises(Invalid) as refused:
            end_next_of_kin(given.SETUP, kin_id=kin, clinic_id=clinic.pk, reason="no")
        assert refused.value.field == "reason"
        assert NextOfKin.objects.get(pk=kin).ended_at is None

    def test_pressing_twice_puts_right_once(self, person: Patient, clinic: Clinic, nurse: Staff) -> None:
        kin = a_kin(person, clinic)
        words = {"name": "Tom Grey", "relationship": "brother", "phone": "01632 960099", "reason": WHY}
        pressed = {
            correct_next_of_kin(Actor.of(nurse), key="k", kin_id=kin, clinic_id=clinic.pk, **words) for _ in range(2)
        }
        assert len(pressed) == 1
        assert NextOfKin.objects.count() == 2


class TestALocalNumber:
    def test_one_no_longer_in_use_still_finds_the_person_it_named(self, person: Patient, clinic: Clinic) -> None:
        number = a_number(person, clinic)
        end_local_identifier(given.SETUP, identifier_id=number, clinic_id=clinic.pk, reason=WHY)
        assert found(clinic, "HED-0012") == [person.pk]

    def test_one_entered_in_error_finds_nobody_and_can_be_given_to_whom_it_names(
        self, person: Patient, other: Patient, clinic: Clinic
    ) -> None:
        number = a_number(person, clinic)
        end_local_identifier(given.SETUP, identifier_id=number, clinic_id=clinic.pk, reason=WHY, in_error=True)
        assert found(clinic, "HED-0012") == []
        a_number(other, clinic)
        assert found(clinic, "HED-0012") == [other.pk]

    def test_one_ended_is_not_given_to_another_person(self, person: Patient, other: Patient, clinic: Clinic) -> None:
        number = a_number(person, clinic)
        end_local_identifier(given.SETUP, identifier_id=number, clinic_id=clinic.pk, reason=WHY)
        with pytest.raises(Invalid, match="names a person already"):
            a_number(other, clinic, "hed-0012")
        a_number(person, clinic)

    def test_mistyped_the_right_one_takes_its_place(self, person: Patient, clinic: Clinic, as_nurse: Client) -> None:
        number = a_number(person, clinic, "HED-0021")
        correct_local_identifier(
            given.SETUP, identifier_id=number, clinic_id=clinic.pk, value="HED-0012", reason="figures exchanged"
        )
        assert found(clinic, "HED-0012") == [person.pk]
        assert found(clinic, "HED-0021") == []
        assert "<b>Entered in error:</b> figures exchanged" in record(as_nurse, person)
        assert '"was": "HED-0021"' in AuditEntry.objects.get(verb="patient.identifier.corrected").detail

    def test_the_right_one_may_not_name_somebody_else_and_then_nothing_changes(
        self, person: Patient, other: Patient, clinic: Clinic
    ) -> None:
        a_number(other, clinic)
        number = a_number(person, clinic, "HED-0021")
        with pytest.raises(Invalid) as refused:
            correct_local_identifier(
                given.SETUP, identifier_id=number, clinic_id=clinic.pk, value="HED-0012", reason="figures exchanged"
            )
        assert refused.value.field == "value"
        assert LocalIdentifier.objects.get(pk=number).ended_at is None

    def test_the_database_itself_lets_a_standing_number_name_one_person_only(
        self, person: Patient, other: Patient, clinic: Clinic
    ) -> None:
        a_number(person, clinic)
        with pytest.raises(IntegrityError), transaction.atomic():
            LocalIdentifier.objects.create(patient=other, trust=clinic.trust, value="HED-0012")


class TestMadeOnTheWrongPerson:
    def test_an_allergy_is_struck_there_and_named_on_the_record_it_belongs_to(
        self, person: Patient, other: Patient, clinic: Clinic, nurse: Staff, as_nurse: Client
    ) -> None:
        words = {"substance": "Latex", "reaction": "rash", "severe": True}
        pk = add_allergy(given.SETUP, patient_id=person.pk, clinic_id=clinic.pk, **words)
        correct_allergy(
            Actor.of(nurse), allergy_id=pk, clinic_id=clinic.pk, reason="meant for Mr Stone", belongs_to_id=other.pk
        )
        wrong, right = record(as_nurse, person), record(as_nurse, other)
        assert "<b>Entered in error:</b> meant for Mr Stone" in wrong
        assert f'Made on the wrong person: <a href="{reverse("patient", args=[other.pk])}"' in wrong
        assert "Made on another person's record by mistake, and belongs here:" in right
        assert "allergy Latex, rash" in right
        assert f'href="{reverse("patient", args=[person.pk])}"' in right
        assert "Allergies not recorded: ask" in right

    @pytest.mark.parametrize("kind", ["next of kin", "number"])
    def test_so_are_a_next_of_kin_and_a_number(
        self, person: Patient, other: Patient, clinic: Clinic, as_nurse: Client, kind: str
    ) -> None:
        ending = {"clinic_id": clinic.pk, "reason": WHY, "in_error": True, "belongs_to_id": other.pk}
        if kind == "number":
            end_local_identifier(given.SETUP, identifier_id=a_number(person, clinic), **ending)
        else:
            end_next_of_kin(given.SETUP, kin_id=a_kin(person, clinic), **ending)
        assert f"belongs here:</strong> {kind} " in record(as_nurse, other)

    def test_after_a_merge_it_is_seen_on_the_record_that_stands_for_both(
        self, person: Patient, other: Patient, clinic: Clinic, as_nurse: Client
    ) -> None:
        ending = {"clinic_id": clinic.pk, "reason": WHY, "in_error": True, "belongs_to_id": other.pk}
        end_next_of_kin(given.SETUP, kin_id=a_kin(person, clinic), **ending)
        third = given.a_patient(clinic, 3, family_name="Stone", given_names="Benjamin")
        merge_patients(
            given.SETUP, merged_id=other.pk, survivor_id=third.pk, clinic_id=clinic.pk, reason="one person, letter seen"
        )
        assert "belongs here:</strong> next of kin Tom Grey" in record(as_nurse, third)

    def test_the_same_person_and_one_out_of_reach_are_refused(
        self, person: Patient, clinic: Clinic, administrator: Staff
    ) -> None:
        kin, far = a_kin(person, clinic), given.a_patient(given.a_clinic("Vale"), 9)
        for owner, refusal in ((person.pk, Invalid), (far.pk, NotThere)):
            with pytest.raises(refusal):
                end_next_of_kin(
                    Actor.of(administrator),
                    kin_id=kin,
                    clinic_id=clinic.pk,
                    reason=WHY,
                    in_error=True,
                    belongs_to_id=owner,
                )


def test_a_restricted_records_entries_are_put_right_only_once_it_is_opened_with_a_reason(
    person: Patient, clinic: Clinic, nurse: Staff
) -> None:
    kin = a_kin(person, clinic)
    Patient.objects.filter(pk=person.pk).update(restricted=True)
    with pytest.raises(Forbidden):
        end_next_of_kin(Actor.of(nurse), kin_id=kin, clinic_id=clinic.pk, reason=WHY)
    break_glass(Actor.of(nurse), patient_id=person.pk, clinic_id=clinic.pk, reason="needed for the session today")
    end_next_of_kin(Actor.of(nurse), kin_id=kin, clinic_id=clinic.pk, reason=WHY)
    with clock.at(clock.now() + timedelta(hours=2)), pytest.raises(Forbidden):
        correct_next_of_kin(
            Actor.of(nurse), kin_id=kin, clinic_id=clinic.pk, name="A", relationship="b", phone="1", reason=WHY
        )
