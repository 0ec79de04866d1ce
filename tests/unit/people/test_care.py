"""Which clinic looks after a person decides who sees the record; a transfer leaves history readable to both."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.people.actions.add_team import add_team
from firstlight.apps.people.actions.break_glass import break_glass
from firstlight.apps.people.actions.name_care_team import name_care_team
from firstlight.apps.people.actions.open_record import open_record
from firstlight.apps.people.actions.restrict_patient import restrict_patient
from firstlight.apps.people.actions.review_break_glass import review_break_glass
from firstlight.apps.people.actions.transfer_patient import transfer_patient
from firstlight.apps.people.models import BreakGlass, CareAt, Clinic, Patient, Staff
from firstlight.apps.people.queries import NeedsReason, is_in_care, patient_for
from firstlight.apps.people.queries.record import openings_to_review
from firstlight.apps.refusals import Forbidden, IllegalMove, Invalid, NotThere
from tests.unit.people import given

pytestmark = pytest.mark.django_db
WHY = "brought in from the other clinic, unwell"


@pytest.fixture
def vale(db: None) -> Clinic:
    return given.a_clinic("Vale")


@pytest.fixture
def of_vale(vale: Clinic) -> Patient:
    return given.a_patient(vale, 1)


def open_with_reason(nurse: Staff, clinic: Clinic, person: Patient) -> BreakGlass:
    pk = break_glass(Actor.of(nurse), patient_id=person.pk, clinic_id=clinic.pk, reason=WHY)
    return BreakGlass.objects.get(pk=pk)


def test_a_transfer_hands_over_and_stays_readable_to_both(clinic: Clinic, vale: Clinic, nurse: Staff) -> None:
    person, there = given.a_patient(clinic), given.a_member("nurse", vale, "Tom", "Whitfield")
    transfer_patient(
        given.SETUP, patient_id=person.pk, clinic_id=clinic.pk, to_clinic_id=vale.pk, reason="moved to the Vale side"
    )
    assert not is_in_care(person.pk, clinic.pk)
    assert is_in_care(person.pk, vale.pk)
    assert patient_for(Actor.of(nurse), clinic, person.pk) == patient_for(Actor.of(there), vale, person.pk) == person


def test_care_that_is_over_is_not_handed_over_again(clinic: Clinic, vale: Clinic) -> None:
    person = given.a_patient(clinic)
    words = {
        "patient_id": person.pk,
        "clinic_id": clinic.pk,
        "to_clinic_id": vale.pk,
        "reason": "moved to the Vale side",
    }
    transfer_patient(given.SETUP, **words)
    with pytest.raises(IllegalMove, match="no care to hand over"):
        transfer_patient(given.SETUP, **words)
    with pytest.raises(Invalid, match="Choose another"):
        transfer_patient(given.SETUP, **words | {"to_clinic_id": clinic.pk})


def test_a_record_of_another_clinic_opens_only_with_a_reason(clinic: Clinic, nurse: Staff, of_vale: Patient) -> None:
    with pytest.raises(NeedsReason):
        patient_for(Actor.of(nurse), clinic, of_vale.pk)
    open_with_reason(nurse, clinic, of_vale)
    assert patient_for(Actor.of(nurse), clinic, of_vale.pk) == of_vale


def test_an_opening_lasts_an_hour_and_is_its_openers_alone(clinic: Clinic, nurse: Staff, of_vale: Patient) -> None:
    opening = open_with_reason(nurse, clinic, of_vale)
    colleague = given.a_member("nurse", clinic, "Tom", "Whitfield")
    with pytest.raises(NeedsReason):
        patient_for(Actor.of(colleague), clinic, of_vale.pk)
    with clock.at(opening.at + timedelta(minutes=61)), pytest.raises(NeedsReason):
        patient_for(Actor.of(nurse), clinic, of_vale.pk)


def test_whoever_may_not_break_glass_does_not_learn_that_the_person_exists(
    clinic: Clinic, administrator: Staff, of_vale: Patient
) -> None:
    with pytest.raises(NotThere) as known:
        patient_for(Actor.of(administrator), clinic, of_vale.pk)
    with pytest.raises(NotThere) as unknown:
        patient_for(Actor.of(administrator), clinic, 987_654)
    assert known.value.message == unknown.value.message


def test_a_restricted_record_asks_its_own_clinic_for_a_reason_too(
    clinic: Clinic, nurse: Staff, administrator: Staff
) -> None:
    person = given.a_patient(clinic)
    restrict_patient(
        given.SETUP, patient_id=person.pk, clinic_id=clinic.pk, restricted=True, reason="a colleague's family"
    )
    with pytest.raises(NeedsReason):
        patient_for(Actor.of(nurse), clinic, person.pk)
    with pytest.raises(Forbidden, match="restricted"):
        patient_for(Actor.of(administrator), clinic, person.pk)
    open_with_reason(nurse, clinic, person)
    assert patient_for(Actor.of(nurse), clinic, person.pk) == person


def test_every_opening_stands_on_the_review_list_of_both_clinics_until_read(
    clinic: Clinic, vale: Clinic, nurse: Staff, manager: Staff, of_vale: Patient
) -> None:
    opening = open_with_reason(nurse, clinic, of_vale)
    assert list(openings_to_review([clinic.pk])) == list(openings_to_review([vale.pk])) == [opening]
    review_break_glass(
        Actor.of(manager), opening_id=opening.pk, clinic_id=clinic.pk, finding="on duty, the person was here"
    )
    assert list(openings_to_review([vale.pk])) == []
    with pytest.raises(IllegalMove, match="reviewed this already"):
        review_break_glass(
            given.SETUP, opening_id=opening.pk, clinic_id=clinic.pk, finding="on duty, the person was here"
        )


def test_nobody_reviews_what_they_opened(clinic: Clinic, of_vale: Patient) -> None:
    both = given.a_member("nurse", clinic, "Ann", "Both")
    given.give(both, "manager", clinic)
    opening = open_with_reason(both, clinic, of_vale)
    with pytest.raises(Forbidden, match="another manager"):
        review_break_glass(Actor.of(both), opening_id=opening.pk, clinic_id=clinic.pk, finding="I was right to open it")


def test_the_log_says_who_opened_which_record_and_whether_with_a_reason(
    clinic: Clinic, nurse: Staff, of_vale: Patient
) -> None:
    mine = given.a_patient(clinic, 2, family_name="Stone")
    open_with_reason(nurse, clinic, of_vale)
    for person in (mine, of_vale):
        open_record(Actor.of(nurse), patient_id=person.pk, clinic_id=clinic.pk)
    entries = AuditEntry.objects.filter(verb="patient.opened", actor_id=nurse.pk).order_by("id")
    told = [(entry.patient_id, '"with_reason": true' in entry.detail) for entry in entries]
    assert told == [(mine.pk, False), (of_vale.pk, True)]


def test_the_page_asks_for_the_reason_opens_and_tells_the_manager(
    client: Client, clinic: Clinic, nurse: Staff, manager: Staff, of_vale: Patient
) -> None:
    client.force_login(nurse)
    record = reverse("patient", args=[of_vale.pk])
    asked = client.get(record)
    assert asked.headers["Location"].startswith(reverse("open-with-reason", args=[of_vale.pk]))
    page = client.get(asked.headers["Location"]).content.decode()
    assert "Grey" not in page
    assert "GREY" not in page
    opened = client.post(asked.headers["Location"], {"request_key": "a", "reason": WHY})
    assert opened.headers["Location"] == record
    assert client.get(record).status_code == 200
    client.force_login(manager)
    told = client.get(reverse("break-glass-reviews")).content.decode()
    assert WHY in told
    assert "Reviews (1)" in told


def test_opening_the_page_is_logged_once_before_it_is_shown(as_nurse: Client, clinic: Clinic) -> None:
    person = given.a_patient(clinic)
    page = as_nurse.get(reverse("patient", args=[person.pk])).content.decode()
    assert AuditEntry.objects.filter(verb="patient.opened", patient_id=person.pk).count() == 1
    assert "Opened the record" in page
    assert "Amara Okafor" in page


def test_a_team_of_this_clinic_is_named_on_the_care_and_no_other(
    clinic: Clinic, nurse: Staff, as_nurse: Client
) -> None:
    person = given.a_patient(clinic)
    team = add_team(given.SETUP, clinic_id=clinic.pk, name="Harbour team")
    other = add_team(given.SETUP, clinic_id=given.a_clinic("Vale").pk, name="Hill team")
    address = reverse("care-team", args=[person.pk])
    assert "Hill team" not in as_nurse.get(address).content.decode()
    assert as_nurse.post(address, {"request_key": "k", "team_id": str(team)}).status_code == 302
    assert "Harbour team" in as_nurse.get(reverse("patient", args=[person.pk])).content.decode()
    with pytest.raises(Invalid):
        name_care_team(Actor.of(nurse), patient_id=person.pk, clinic_id=clinic.pk, team_id=other)
    name_care_team(Actor.of(nurse), patient_id=person.pk, clinic_id=clinic.pk, team_id=None)
    assert CareAt.objects.get(patient=person).team is None


def test_a_clinic_that_handed_somebody_over_names_no_team_of_theirs(clinic: Clinic) -> None:
    person, vale = given.a_patient(clinic), given.a_clinic("Vale")
    transfer_patient(
        given.SETUP, patient_id=person.pk, clinic_id=clinic.pk, to_clinic_id=vale.pk, reason="moved to the Vale"
    )
    with pytest.raises(IllegalMove):
        name_care_team(given.SETUP, patient_id=person.pk, clinic_id=clinic.pk, team_id=None)
