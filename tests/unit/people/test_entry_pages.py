"""The pages on which an entry of a record is put right or ended: who it is, every typed word kept, and only for whoever may."""

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.actor import Actor
from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.people.actions.end_next_of_kin import end_next_of_kin
from firstlight.apps.people.models import Clinic, LocalIdentifier, NextOfKin, Patient
from firstlight.apps.refusals import Forbidden
from tests.unit.people import given
from tests.unit.people.test_entries import WHY, a_kin, a_number

pytestmark = pytest.mark.django_db


def test_a_nurse_ends_a_number_that_was_never_theirs_and_says_whose_it_was(
    person: Patient, other: Patient, clinic: Clinic, as_nurse: Client
) -> None:
    address = reverse("end-identifier", args=[person.pk, a_number(person, clinic)])
    assert "GREY, Alma" in as_nurse.get(address).content.decode()
    typed = {"request_key": "k", "how": "in_error", "reason": WHY, "whose": other.nhs_number}
    assert as_nurse.post(address, typed).status_code == 302
    assert LocalIdentifier.objects.get().belongs_to_id == other.pk


def test_a_number_of_nobody_and_a_choice_not_made_are_said_and_nothing_typed_is_lost(
    person: Patient, clinic: Clinic, as_nurse: Client
) -> None:
    address = reverse("end-next-of-kin", args=[person.pk, a_kin(person, clinic)])
    typed = {"request_key": "k", "reason": WHY, "whose": "999 000 9999"}
    refused = as_nurse.post(address, typed)
    assert refused.status_code == 422
    assert "Choose one: it decides" in refused.content.decode()
    refused = as_nurse.post(address, typed | {"how": "in_error"})
    page = refused.content.decode()
    assert "names nobody in this clinic" in page
    assert WHY in page
    assert 'value="999 000 9999"' in page
    assert NextOfKin.objects.get().ended_at is None


def test_a_correction_begins_with_what_is_written_down(person: Patient, clinic: Clinic, as_nurse: Client) -> None:
    address = reverse("correct-next-of-kin", args=[person.pk, a_kin(person, clinic)])
    assert 'value="01632 960011"' in as_nurse.get(address).content.decode()
    typed = {"request_key": "k", "name": "Tom Grey", "relationship": "brother", "phone": "1", "reason": WHY}
    assert as_nurse.post(address, typed).status_code == 302
    assert NextOfKin.objects.get(ended_at=None).phone == "1"


def test_an_entry_of_another_record_is_not_shown_under_this_one(
    person: Patient, other: Patient, clinic: Clinic, as_nurse: Client
) -> None:
    kin = a_kin(other, clinic)
    for name in ("correct-next-of-kin", "end-next-of-kin"):
        assert as_nurse.get(reverse(name, args=[person.pk, kin])).status_code == 404


def test_showing_the_form_is_a_reading_of_the_record(person: Patient, clinic: Clinic, as_nurse: Client) -> None:
    as_nurse.get(reverse("correct-next-of-kin", args=[person.pk, a_kin(person, clinic)]))
    assert '"page": "next of kin"' in AuditEntry.objects.get(verb="patient.opened").detail


@pytest.mark.parametrize("role", ["therapist", "pharmacist", "manager"])
def test_whoever_may_not_amend_is_offered_and_allowed_nothing(
    client: Client, person: Patient, clinic: Clinic, role: str
) -> None:
    kin = a_kin(person, clinic)
    client.force_login(given.a_member(role, clinic))
    for name in ("correct-next-of-kin", "end-next-of-kin"):
        assert client.post(reverse(name, args=[person.pk, kin]), {"request_key": "k"}).status_code == 403
    with pytest.raises(Forbidden):
        end_next_of_kin(Actor.of(given.a_member(role, clinic, "Ida")), kin_id=kin, clinic_id=clinic.pk, reason=WHY)
