"""A person of the clinic is found however they are asked for; nobody else is named."""

import pytest

from firstlight.apps.actor import Actor
from firstlight.apps.people.actions.add_local_identifier import add_local_identifier
from firstlight.apps.people.actions.merge_patients import merge_patients
from firstlight.apps.people.actions.restrict_patient import restrict_patient
from firstlight.apps.people.models import Clinic, Staff
from firstlight.apps.people.queries import Hit, found_elsewhere, search_patients, similar_names
from firstlight.apps.refusals import Forbidden
from tests.unit.people import given

pytestmark = pytest.mark.django_db


def search(staff: Staff, clinic: Clinic, text: str) -> list[Hit]:
    return search_patients(Actor.of(staff), clinic, text)


def ids(hits: list[Hit]) -> list[int]:
    return [hit.patient.pk for hit in hits]


@pytest.mark.parametrize(
    "text",
    ["{number}", "{spaced}", "grey", "GRE alm", "alma grey", "Alma", "2/9/1974", "02-Sep-1974", "grey 1974-09-02"],
)
def test_a_person_is_found_however_asked_for(nurse: Staff, clinic: Clinic, text: str) -> None:
    person = given.a_patient(clinic)
    number = given.invented_number(1)
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    assert ids(search(nurse, clinic, text.format(number=number, spaced=spaced))) == [person.pk]


def test_accents_and_marks_need_not_be_typed(nurse: Staff, clinic: Clinic) -> None:
    person = given.a_patient(clinic, family_name="Ó'Súilleabháin", known_as="Zoë")
    assert ids(search(nurse, clinic, "osuil")) == ids(search(nurse, clinic, "zoe")) == [person.pk]


def test_all_words_must_fit(nurse: Staff, clinic: Clinic) -> None:
    given.a_patient(clinic)
    assert search(nurse, clinic, "grey tom") == []
    assert search(nurse, clinic, "grey 3/9/1974") == []


def test_part_of_a_number_finds_nobody(nurse: Staff, clinic: Clinic) -> None:
    given.a_patient(clinic)
    assert search(nurse, clinic, given.invented_number(1)[:6]) == []


def test_nothing_typed_lists_nobody(nurse: Staff, clinic: Clinic) -> None:
    given.a_patient(clinic)
    assert search(nurse, clinic, "  ") == []


def test_a_local_number_finds_its_person(nurse: Staff, clinic: Clinic) -> None:
    person = given.a_patient(clinic)
    add_local_identifier(given.SETUP, patient_id=person.pk, clinic_id=clinic.pk, value="RiO-0042")
    assert ids(search(nurse, clinic, "rio-0042")) == [person.pk]


def test_another_clinics_people_are_not_named(nurse: Staff, clinic: Clinic) -> None:
    elsewhere = given.a_clinic("Vale")
    person = given.a_patient(elsewhere)
    assert search(nurse, clinic, "grey") == []
    assert search(nurse, clinic, person.nhs_number) == []


def test_a_whole_number_says_only_that_the_person_is_elsewhere(
    nurse: Staff, administrator: Staff, clinic: Clinic
) -> None:
    person = given.a_patient(given.a_clinic("Vale"))
    assert found_elsewhere(Actor.of(nurse), clinic, person.nhs_number) == person
    assert found_elsewhere(Actor.of(nurse), clinic, "grey") is None
    assert found_elsewhere(Actor.of(administrator), clinic, person.nhs_number) is None


def test_a_restricted_person_is_shown_by_surname_alone(nurse: Staff, clinic: Clinic) -> None:
    person = given.a_patient(clinic)
    restrict_patient(
        given.SETUP, patient_id=person.pk, clinic_id=clinic.pk, restricted=True, reason="a colleague's family"
    )
    (hit,) = search(nurse, clinic, "grey")
    assert hit.masked


def test_a_merged_row_leads_to_whoever_stands_for_it(nurse: Staff, clinic: Clinic) -> None:
    stands = given.a_patient(clinic, 1)
    gone = given.a_patient(clinic, 2, family_name="Stone")
    merge_patients(
        given.SETUP, merged_id=gone.pk, survivor_id=stands.pk, clinic_id=clinic.pk, reason="one person, traced"
    )
    (hit,) = search(nurse, clinic, "stone")
    assert (hit.patient.pk, hit.found_as) == (stands.pk, "STONE, Alma")
    assert ids(search(nurse, clinic, "alma")) == [stands.pk]


def test_whoever_may_not_search_is_refused(clinic: Clinic, manager: Staff) -> None:
    with pytest.raises(Forbidden, match="look for a person"):
        search(manager, clinic, "grey")


def test_names_that_could_be_taken_for_each_other_are_told(clinic: Clinic) -> None:
    grey, gray, stone = (
        given.a_patient(clinic, n, family_name=name) for n, name in enumerate(("Grey", "Gray", "Stone"))
    )
    assert similar_names([grey, gray, stone]) == {grey.pk, gray.pk}
    assert similar_names([grey, stone]) == set()
