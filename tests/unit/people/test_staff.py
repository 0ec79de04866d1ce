"""Joiners, leavers, roles and certificates: rights follow from them and from nothing else."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps import clock
from firstlight.apps.actor import Actor
from firstlight.apps.people.actions.add_staff import add_staff
from firstlight.apps.people.actions.amend_staff import amend_staff
from firstlight.apps.people.actions.award_competency import award_competency
from firstlight.apps.people.actions.end_employment import end_employment
from firstlight.apps.people.actions.end_role import end_role
from firstlight.apps.people.actions.give_role import give_role
from firstlight.apps.people.models import Clinic, RoleHeld, Staff
from firstlight.apps.people.permissions import may
from firstlight.apps.people.queries import competencies_in_date, staff_of, today
from firstlight.apps.people.staff_details import StaffDetails, details_of, mark_of_details
from firstlight.apps.refusals import Forbidden, IllegalMove, Invalid, NotThere
from tests.unit.people import given

pytestmark = pytest.mark.django_db


def certify(staff: Staff, clinic: Clinic, days: int, kind: str = "ils") -> None:
    award_competency(
        given.SETUP,
        staff_id=staff.pk,
        clinic_id=clinic.pk,
        kind=kind,
        awarded_on=today() - timedelta(days=300),
        expires_on=today() + timedelta(days=days),
    )


def test_a_joiner_follows_the_link_sets_a_password_and_signs_in(client: Client, clinic: Clinic, manager: Staff) -> None:
    client.force_login(manager)
    typed = {
        "request_key": "a", "email": "Tom.Whitfield@example.org", "given_name": "Tom", "family_name": "Whitfield",
        "registration_body": "nmc", "registration_number": "90b0002e", "role": "nurse",
    }  # fmt: skip
    joined = client.post(reverse("join-staff"), typed)
    shown = client.post(joined.headers["Location"], {"request_key": "b"}).content.decode()
    (link,) = re.findall(r"http://testserver(/account/password/reset/key/[^<\s]+)", shown)
    client.post(reverse("sign-out"))
    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], {"password1": given.PASSWORD, "password2": given.PASSWORD})
    assert done.status_code == 302
    client.post(reverse("sign-in"), {"login": "tom.whitfield@example.org", "password": given.PASSWORD})
    assert client.get(reverse("patients")).status_code == 200
    client.post(reverse("sign-out"))
    assert "key/set-password" not in client.get(link).headers.get("Location", "")


def test_a_second_managers_change_is_shown_before_it_is_saved_over(
    client: Client, clinic: Clinic, manager: Staff, nurse: Staff
) -> None:
    client.force_login(manager)
    address = reverse("amend-staff", args=[nurse.pk])
    words = {
        "request_key": "a", "email": nurse.email, "given_name": "Amara", "family_name": "Okafor-Reed",
        "registration_body": "none", "seen": given.seen_on(client, address),
    }  # fmt: skip
    Staff.objects.filter(pk=nurse.pk).update(post_nominals="RN")
    refused = client.post(address, words)
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "Stored now: amara.okafor.nurse@example.org, Amara, Okafor, RN, none." in shown
    assert 'value="Okafor-Reed"' in shown
    assert client.post(address, words | {"seen": given.seen_in(refused)}).status_code == 302
    nurse.refresh_from_db()
    assert nurse.family_name == "Okafor-Reed"


def test_signing_in_meanwhile_is_no_change_of_the_details(clinic: Clinic, nurse: Staff) -> None:
    seen = mark_of_details(details_of(nurse))
    nurse.last_login = clock.now()
    nurse.save()
    amend_staff(given.SETUP, staff_id=nurse.pk, clinic_id=clinic.pk, seen=seen, details=details_of(nurse))


def test_an_address_belongs_to_one_person(clinic: Clinic, nurse: Staff) -> None:
    twin = StaffDetails(email=nurse.email.upper(), given_name="Other", family_name="Person")
    with pytest.raises(Invalid, match="works here already"):
        add_staff(given.SETUP, clinic_id=clinic.pk, details=twin, role="nurse")


@pytest.mark.parametrize(("body", "number"), [("gmc", "12345"), ("nmc", "1234567"), ("gphc", "")])
def test_a_registration_number_has_the_shape_of_its_body(clinic: Clinic, body: str, number: str) -> None:
    details = StaffDetails("a@example.org", "A", "B", registration_body=body, registration_number=number)
    with pytest.raises(Invalid, match="Check it against the register"):
        add_staff(given.SETUP, clinic_id=clinic.pk, details=details, role="nurse")


def test_a_leaver_is_signed_out_at_once_and_keeps_the_row(client: Client, clinic: Clinic, nurse: Staff) -> None:
    client.force_login(nurse)
    assert client.get(reverse("patients")).status_code == 200
    end_employment(given.SETUP, staff_id=nurse.pk, clinic_id=clinic.pk)
    assert "sign-in" in client.get(reverse("patients")).headers["Location"]
    nurse.refresh_from_db()
    assert (nurse.is_active, nurse.left_on) == (False, today())
    assert not may(Actor.of(nurse), "patient.search", clinic.pk)
    with pytest.raises(IllegalMove, match="has left"):
        end_employment(given.SETUP, staff_id=nurse.pk, clinic_id=clinic.pk)


def test_somebody_who_comes_back_is_the_same_person(clinic: Clinic, nurse: Staff) -> None:
    end_employment(given.SETUP, staff_id=nurse.pk, clinic_id=clinic.pk)
    again = StaffDetails(nurse.email, nurse.given_name, nurse.family_name)
    assert add_staff(given.SETUP, clinic_id=clinic.pk, details=again, role="nurse") == nurse.pk
    assert [person.pk for person in staff_of(clinic.pk, "nurse")] == [nurse.pk]


def test_a_role_holds_from_its_first_day_to_the_end_of_its_last(clinic: Clinic, nurse: Staff) -> None:
    first, last = today() + timedelta(days=10), today() + timedelta(days=12)
    give_role(given.SETUP, staff_id=nurse.pk, clinic_id=clinic.pk, role="manager", since=first, until=last)
    held = []
    for days in (9, 10, 12, 13):
        with clock.at(clock.now() + timedelta(days=days)):
            held.append(may(Actor.of(nurse), "staff.manage", clinic.pk))
    assert held == [False, True, True, False]


def test_a_role_ended_with_yesterday_is_gone_at_once(clinic: Clinic, nurse: Staff) -> None:
    held = RoleHeld.objects.get(staff=nurse)
    end_role(given.SETUP, role_held_id=held.pk, clinic_id=clinic.pk, last_day=today() - timedelta(days=1))
    assert not may(Actor.of(nurse), "patient.search", clinic.pk)


def test_nobody_gives_themselves_anything(clinic: Clinic, manager: Staff) -> None:
    me = Actor.of(manager)
    with pytest.raises(Forbidden, match="another manager"):
        give_role(me, staff_id=manager.pk, clinic_id=clinic.pk, role="psychiatrist")
    with pytest.raises(Forbidden, match="another manager"):
        award_competency(
            me, staff_id=manager.pk, clinic_id=clinic.pk, kind="als", awarded_on=today(), expires_on=date(2099, 1, 1)
        )


def test_a_manager_manages_their_own_clinic_only(clinic: Clinic, manager: Staff, nurse: Staff) -> None:
    vale = given.a_clinic("Vale")
    stranger = given.a_member("nurse", vale, "Tom", "Whitfield")
    with pytest.raises(Forbidden):
        give_role(Actor.of(manager), staff_id=nurse.pk, clinic_id=vale.pk, role="nurse")
    with pytest.raises(NotThere):
        end_employment(Actor.of(manager), staff_id=stranger.pk, clinic_id=clinic.pk)


def test_a_certificate_counts_on_its_last_day_and_not_after(clinic: Clinic, nurse: Staff) -> None:
    certify(nurse, clinic, 0)
    certify(nurse, clinic, 30, kind="als")
    assert competencies_in_date([nurse.pk]) == {nurse.pk: frozenset({"ils", "als"})}
    assert competencies_in_date([nurse.pk], today() + timedelta(days=1)) == {nurse.pk: frozenset({"als"})}
    assert competencies_in_date([nurse.pk], today() - timedelta(days=301)) == {nurse.pk: frozenset()}


def test_a_lapsed_certificate_says_so_in_words(client: Client, clinic: Clinic, manager: Staff, nurse: Staff) -> None:
    certify(nurse, clinic, -3)
    certify(nurse, clinic, 20, kind="als")
    client.force_login(manager)
    page = client.get(reverse("staff")).content.decode()
    assert "<b>lapsed</b>" in page
    assert "<b>ends in 20 days</b>" in page


def test_a_renewed_certificate_hides_the_one_it_renews_on_the_list(
    client: Client, clinic: Clinic, manager: Staff, nurse: Staff
) -> None:
    certify(nurse, clinic, -3)
    certify(nurse, clinic, 300)
    client.force_login(manager)
    assert "lapsed" not in client.get(reverse("staff")).content.decode()


def test_a_manager_gives_a_role_to_somebody_of_another_clinic(client: Client, clinic: Clinic, manager: Staff) -> None:
    guest = given.a_member("nurse", given.a_clinic("Vale"), "Tom", "Whitfield")
    client.force_login(manager)
    typed = {"request_key": "a", "email": guest.email, "role": "nurse", "since": today().strftime("%d-%b-%Y")}
    assert client.post(reverse("give-somebody-role"), typed).status_code == 302
    assert may(Actor.of(guest), "session.give", clinic.pk)
