"""Nothing opens unless its page says to whom."""

from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncClient, Client
from django.urls import reverse

from firstlight.apps import clock
from firstlight.apps.people.models import Clinic, Staff
from tests.unit.people import given

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.security.pages")]


def test_a_page_that_names_nobody_is_shut_to_everybody(client: Client, manager: Staff) -> None:
    assert client.get("/unmarked/").status_code == 403
    client.force_login(manager)
    answer = client.get("/unmarked/")
    assert answer.status_code == 403
    assert b"nobody should read this" not in answer.content


def test_nobody_unknown_comes_further_than_an_open_page(client: Client) -> None:
    assert client.get("/open/").status_code == 200
    for address in ("/right/", "/signed-in/", "/asynchronous/"):
        assert client.get(address).headers["Location"].startswith("/sign-in/?next=")


def test_a_right_opens_its_page_and_no_other_does(client: Client, nurse: Staff, manager: Staff, clinic: Clinic) -> None:
    client.force_login(nurse)
    refused = client.get("/right/")
    assert refused.status_code == 403
    assert "manage staff and their roles" in refused.content.decode()
    assert client.get("/signed-in/").status_code == 200
    client.force_login(manager)
    assert client.get("/right/").content.decode() == f"Grace Mbeki in {clinic}"


def test_asynchronous_pages_are_kept_by_the_same_door(manager: Staff, nurse: Staff) -> None:
    def status(staff: Staff | None) -> int:
        client = AsyncClient()
        if staff:
            client.force_login(staff)
        return int(async_to_sync(client.get)("/asynchronous/").status_code)

    assert [status(None), status(nurse), status(manager)] == [302, 403, 200]


@pytest.mark.parametrize(("how", "status"), [("forbidden", 403), ("not-there", 404)])
def test_a_refusal_becomes_a_page_that_says_what_to_do(client: Client, manager: Staff, how: str, status: int) -> None:
    client.force_login(manager)
    assert client.get(f"/refuses/{how}/").status_code == status


def test_no_page_of_somebody_signed_in_is_kept_by_a_browser_or_proxy(client: Client, manager: Staff) -> None:
    client.force_login(manager)
    for address in ("/right/", "/signed-in/", "/open/", "/unmarked/", "/no-such-page/"):
        assert client.get(address).headers["Cache-Control"] == "no-store", address


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_reset_password", "account_set_password", "account_confirm_login_code"],
)
def test_the_sign_in_librarys_other_pages_stay_shut(client: Client, manager: Staff, name: str) -> None:
    assert client.get(reverse(name)).status_code == 403
    client.force_login(manager)
    assert client.get(reverse(name)).status_code == 403
    assert client.post(reverse(name), {"email": "a@example.org", "password1": given.PASSWORD}).status_code == 403
    assert not Staff.objects.filter(email="a@example.org").exists()


def test_whoever_works_in_two_clinics_chooses_and_has_the_rights_of_that_one(client: Client, clinic: Clinic) -> None:
    vale = given.a_clinic("Vale")
    both = given.a_member("manager", clinic, "Ann", "Both")
    given.give(both, "nurse", vale)
    client.force_login(both)
    asked = client.get("/right/")
    assert asked.headers["Location"] == "/sign-in/clinic/?next=%2Fright%2F"
    chosen = client.post(asked.headers["Location"], {"clinic": str(clinic.pk), "next": "/right/"})
    assert chosen.headers["Location"] == "/right/"
    assert client.get("/right/").status_code == 200
    client.post("/sign-in/clinic/", {"clinic": str(vale.pk)})
    assert client.get("/right/").status_code == 403


def test_nobody_chooses_a_clinic_they_hold_no_role_in(client: Client, manager: Staff) -> None:
    vale = given.a_clinic("Vale")
    client.force_login(manager)
    client.post("/sign-in/clinic/", {"clinic": str(vale.pk)})
    assert "Vale" not in client.get("/right/").content.decode()


def test_going_on_leads_only_to_pages_of_ours(client: Client, manager: Staff, clinic: Clinic) -> None:
    client.force_login(manager)
    answer = client.post("/sign-in/clinic/", {"clinic": str(clinic.pk), "next": "//elsewhere.example/"})
    assert answer.headers["Location"] == "/"


def test_whoever_holds_no_role_is_told_whom_to_ask(client: Client, nurse: Staff) -> None:
    nurse.roles.all().delete()
    client.force_login(nurse)
    answer = client.get("/right/")
    assert answer.status_code == 403
    assert "no role in any clinic" in answer.content.decode()


def test_only_whoever_has_a_choice_of_clinic_is_offered_it(client: Client, clinic: Clinic, nurse: Staff) -> None:
    client.force_login(nurse)
    assert "Change clinic" not in client.get(reverse("patients")).content.decode()
    given.give(nurse, "nurse", given.a_clinic("Vale"))
    client.post(reverse("choose-clinic"), {"clinic": str(clinic.pk)})
    assert "Change clinic" in client.get(reverse("patients")).content.decode()


def test_who_is_signed_in_stands_on_every_page(client: Client, clinic: Clinic, nurse: Staff, manager: Staff) -> None:
    person = given.a_patient(clinic)
    client.force_login(nurse)
    own = [
        "board",
        "today",
        "patients",
        "register-patient",
        "duty",
        "monitors",
        "choose-clinic",
        "second-factor",
        "mfa_index",
    ]
    for address in [*map(reverse, own), reverse("patient", args=[person.pk]), "/unmarked/"]:
        assert "Amara Okafor" in client.get(address).content.decode(), address
    client.force_login(manager)
    for name in ("staff", "places", "audit", "break-glass-reviews"):
        assert "Grace Mbeki" in client.get(reverse(name)).content.decode(), name


@pytest.mark.parametrize("address", ["/nowhere/", "/patients/abc/", "/board/nothing"])
def test_an_address_that_is_no_pages_is_answered_to_whoever_is_signed_in_with_their_own_bar(
    client: Client, nurse: Staff, address: str
) -> None:
    client.force_login(nurse)
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Amara Okafor" in page
    assert 'aria-label="Main"' in page
    assert answer.headers["Cache-Control"] == "no-store"


def test_to_nobody_it_says_no_more_than_that(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert 'aria-label="Main"' not in answer.content.decode()


def test_looking_for_a_page_that_is_not_there_keeps_nobody_signed_in(
    client: Client, nurse: Staff, settings: Any
) -> None:
    client.force_login(nurse)
    client.get(reverse("patients"))
    began = clock.now()
    with clock.at(began + timedelta(seconds=settings.SIGN_IN_IDLE_SECONDS - 60)):
        assert "Amara Okafor" in client.get("/nowhere/").content.decode()
    with clock.at(began + timedelta(seconds=settings.SIGN_IN_IDLE_SECONDS + 5)):
        assert "Amara Okafor" not in client.get("/nowhere/").content.decode()
        assert client.get(reverse("patients")).status_code == 302


def test_the_same_holds_of_the_asynchronous_server(nurse: Staff) -> None:
    client = AsyncClient()
    client.force_login(nurse)
    answer = async_to_sync(client.get)("/nowhere/")
    assert answer.status_code == 404
    assert "Amara Okafor" in answer.content.decode()


def test_whoever_works_in_two_clinics_is_asked_in_which_before_the_first_page(client: Client, clinic: Clinic) -> None:
    clerk = given.a_member("administrator", clinic)
    given.give(clerk, "administrator", given.a_clinic("Vale"))
    client.force_login(clerk)
    page = client.get("/", follow=True)
    assert page.status_code == 200
    assert "Which clinic are you working in?" in page.content.decode()
    chosen = client.post(reverse("choose-clinic"), {"clinic": str(clinic.pk), "next": "/"}, follow=True)
    assert chosen.request["PATH_INFO"] == reverse("board")


@pytest.mark.parametrize("role", ["analyst", "researcher"])
def test_a_role_without_pages_is_told_so_and_not_that_it_is_none(client: Client, clinic: Clinic, role: str) -> None:
    client.force_login(given.a_member(role, clinic))
    page = client.get("/")
    assert page.status_code == 403
    assert "Your roles in Northgate open no page" in page.content.decode()
