"""Clinics, bays and teams."""

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.infusion.actions.place_monitor import place_monitor
from firstlight.apps.infusion.models import Monitor
from firstlight.apps.people.actions.add_bay import add_bay
from firstlight.apps.people.actions.add_clinic import add_clinic
from firstlight.apps.people.actions.add_team import add_team
from firstlight.apps.people.actions.add_trust import add_trust
from firstlight.apps.people.actions.change_bay import change_bay
from firstlight.apps.people.actions.change_team import change_team
from firstlight.apps.people.actions.end_employment import end_employment
from firstlight.apps.people.models import Clinic, Staff
from firstlight.apps.people.permissions import may
from firstlight.apps.people.queries import bays_of, teams_of
from firstlight.apps.people.queries.places import mark_of_members
from firstlight.apps.refusals import Forbidden, Invalid, NotThere
from tests.unit.people import given

pytestmark = pytest.mark.django_db


def test_bays_keep_their_places_and_are_never_removed(clinic: Clinic) -> None:
    pks = [add_bay(given.SETUP, clinic_id=clinic.pk, number=number) for number in (3, 1, 2)]
    change_bay(given.SETUP, bay_id=pks[0], clinic_id=clinic.pk, chair="CH-9", in_use=False)
    assert [bay.number for bay in bays_of(clinic.pk)] == [1, 2]
    assert [bay.number for bay in bays_of(clinic.pk, in_use_only=False)] == [1, 2, 3]


def test_a_bay_number_is_used_once_in_a_clinic(clinic: Clinic) -> None:
    add_bay(given.SETUP, clinic_id=clinic.pk, number=1)
    with pytest.raises(Invalid, match="bay 1 already"):
        add_bay(given.SETUP, clinic_id=clinic.pk, number=1)
    assert add_bay(given.SETUP, clinic_id=given.a_clinic("Vale").pk, number=1)


@pytest.mark.parametrize("code", ["", "rxx01", "RX", "RXX-01", "ABCDEFGHIJK"])
def test_an_ods_code_is_capital_letters_and_digits(clinic: Clinic, code: str) -> None:
    with pytest.raises(Invalid, match="3 to 10 capital letters"):
        add_clinic(given.SETUP, trust_id=clinic.trust_id, ods_code=code, name="X")


def test_whoever_opens_a_clinic_manages_it(clinic: Clinic, manager: Staff) -> None:
    pk = add_clinic(Actor.of(manager), trust_id=clinic.trust_id, ods_code="ZZNEW", name="New")
    assert may(Actor.of(manager), "staff.manage", pk)


def test_no_person_sets_up_a_trust(manager: Staff) -> None:
    with pytest.raises(Forbidden, match="command line"):
        add_trust(Actor.of(manager), ods_code="ABC", name="Another", synthetic=True)


def test_a_team_is_of_people_who_work_in_the_clinic(clinic: Clinic, nurse: Staff) -> None:
    team = add_team(given.SETUP, clinic_id=clinic.pk, name="Blue")
    stranger = given.a_member("nurse", given.a_clinic("Vale"), "Tom", "Whitfield")
    change_team(given.SETUP, team_id=team, clinic_id=clinic.pk, seen=mark_of_members([]), members=[nurse.pk])
    seen = mark_of_members([nurse])
    with pytest.raises(Invalid, match="holds no role"):
        change_team(given.SETUP, team_id=team, clinic_id=clinic.pk, seen=seen, members=[nurse.pk, stranger.pk])
    assert [[person.pk for person in one.members.all()] for one in teams_of(clinic.pk)] == [[nurse.pk]]


def test_a_second_manager_sees_who_was_put_in_a_team_meanwhile_before_saving_over_it(
    client: Client, clinic: Clinic, manager: Staff, nurse: Staff
) -> None:
    other = given.a_member("nurse", clinic, "Joe", "Tan")
    team = add_team(given.SETUP, clinic_id=clinic.pk, name="Blue")
    client.force_login(manager)
    address = reverse("change-team", args=[team])
    words = {"request_key": "a", "members": [str(other.pk)], "seen": given.seen_on(client, address)}
    change_team(given.SETUP, team_id=team, clinic_id=clinic.pk, seen=mark_of_members([]), members=[nurse.pk])
    refused = client.post(address, words)
    assert refused.status_code == 422
    assert "Stored now: Amara Okafor." in refused.content.decode()
    assert client.post(address, words | {"seen": given.seen_in(refused)}).status_code == 302
    assert [list(one.members.all()) for one in teams_of(clinic.pk)] == [[other]]


def test_another_clinics_bay_is_out_of_reach(clinic: Clinic) -> None:
    there = add_bay(given.SETUP, clinic_id=given.a_clinic("Vale").pk, number=1)
    with pytest.raises(NotThere):
        change_bay(given.SETUP, bay_id=there, clinic_id=clinic.pk, chair="", in_use=False)


def test_the_pages_add_a_bay_and_a_team(client: Client, clinic: Clinic, manager: Staff, nurse: Staff) -> None:
    client.force_login(manager)
    assert client.post(reverse("add-bay"), {"request_key": "a", "number": "4", "chair": "CH-4"}).status_code == 302
    assert client.post(reverse("add-team"), {"request_key": "b", "name": "Blue"}).status_code == 302
    team = teams_of(clinic.pk)[0]
    address = reverse("change-team", args=[team.pk])
    words = {"request_key": "c", "members": [str(nurse.pk)], "seen": given.seen_on(client, address)}
    assert client.post(address, words).status_code == 302
    page = client.get(reverse("places")).content.decode()
    assert "Bay 4" in page
    assert "Amara Okafor" in page


def test_the_page_says_which_chair_and_monitor_stand_in_each_bay(
    client: Client, clinic: Clinic, manager: Staff
) -> None:
    bay = add_bay(given.SETUP, clinic_id=clinic.pk, number=1, chair="CH-1")
    monitor = Monitor.objects.create(identifier="eui64:0001", first_heard_at=clock.now())
    place_monitor(given.SETUP, monitor_id=monitor.pk, clinic_id=clinic.pk, bay_id=bay, label="Monitor 1")
    client.force_login(manager)
    assert "<b>Bay 1</b>, chair CH-1, Monitor 1" in client.get(reverse("places")).content.decode()


def test_somebody_who_left_is_in_no_team_any_more(clinic: Clinic, nurse: Staff) -> None:
    team = add_team(given.SETUP, clinic_id=clinic.pk, name="Blue")
    change_team(given.SETUP, team_id=team, clinic_id=clinic.pk, seen=mark_of_members([]), members=[nurse.pk])
    assert [list(one.members.all()) for one in teams_of(clinic.pk)] == [[nurse]]
    end_employment(given.SETUP, staff_id=nurse.pk, clinic_id=clinic.pk)
    assert [list(one.members.all()) for one in teams_of(clinic.pk)] == [[]]
