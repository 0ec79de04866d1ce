"""A number in an address names what belongs to the page that is open, and nothing else."""

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.actor import Actor
from firstlight.apps.infusion.models import ObservationSet
from firstlight.apps.medicines.models import PrescriptionCheck
from firstlight.apps.people.actions.break_glass import break_glass
from firstlight.apps.people.models import BreakGlass
from tests.unit.infusion import day as days
from tests.unit.people import given

pytestmark = pytest.mark.django_db
REASON = "she is in the chair before me"


def signed_in(who: object) -> Client:
    client = Client()
    client.force_login(who)  # type: ignore[arg-type]
    return client


def test_a_check_made_on_one_persons_page_is_never_of_anothers_prescription() -> None:
    day = days.a_day()
    first, second = (days.arrived(day, days.booked(day, bay=bay), bay=bay) for bay in (0, 1))
    with days.standing_at(5):
        theirs = days.prescribed(day, second, checks=0)
        own = days.prescribed(day, first, checks=0)
        pharmacist = signed_in(day.people["pharmacist"])
        address = reverse("check-prescription", args=[first, theirs])
        assert pharmacist.post(address, {"request_key": "k"}).status_code == 404
        assert PrescriptionCheck.objects.count() == 0
        address = reverse("check-prescription", args=[first, own])
        assert pharmacist.post(address, {"request_key": "l"}).status_code == 302
    assert PrescriptionCheck.objects.get().prescription_id == own


def test_an_opening_with_a_reason_is_read_by_the_managers_of_its_own_clinics_alone() -> None:
    northgate, vale, third = given.a_clinic(), given.a_clinic("Vale"), given.a_clinic("Third")
    nurse = given.a_member("nurse", northgate)
    person = given.a_patient(vale)
    break_glass(Actor.of(nurse), patient_id=person.pk, clinic_id=northgate.pk, reason=REASON)
    address = reverse("review-opening", args=[BreakGlass.objects.get().pk])
    shown = []
    for clinic in (northgate, vale, third):
        answer = signed_in(given.a_member("manager", clinic, clinic.name, "Mbeki")).get(address)
        shown.append((answer.status_code, REASON in answer.content.decode()))
    assert shown == [(200, True), (200, True), (404, False)]


ODD = ["²", "٣", "9" * 30, "9" * 5_000, "-1", "0x10", "1e3", " ", "\0", "😀"]


@pytest.mark.parametrize("stated", ODD)
def test_no_number_that_a_page_carries_unseen_can_break_it(stated: str) -> None:
    day = days.a_day()
    session = days.under_way(day)
    nurse = signed_in(day.people["nurse"])
    with days.standing_at(41):
        typed = {"request_key": "k", "pulse": "80", "message_pulse": stated}
        assert nurse.post(reverse("save-set", args=[session]), typed).status_code == 302
        typed = {"request_key": "l", "pulse": "80", "minute": stated}
        assert nurse.post(reverse("save-set", args=[session]), typed).status_code in {302, 422}
    assert set(ObservationSet.objects.filter(session_id=session).values_list("minute", flat=True)) <= {None, 3}


@pytest.mark.parametrize(("stated", "stored"), [(10, 10), (-5, None), (7_777, None), (10**20, None)])
def test_a_minute_that_the_plan_cannot_ask_for_is_not_stored(stated: int, stored: int | None) -> None:
    day = days.a_day()
    session = days.under_way(day)
    nurse = signed_in(day.people["nurse"])
    with days.standing_at(41):
        typed = {"request_key": "k", "pulse": "80", "minute": str(stated)}
        assert nurse.post(reverse("save-set", args=[session]), typed).status_code == 302
    assert ObservationSet.objects.filter(session_id=session).latest("id").minute == stored


@pytest.mark.parametrize("stated", ODD)
def test_no_words_searched_for_can_break_a_page(stated: str) -> None:
    clinic = given.a_clinic()
    person = given.a_patient(clinic)
    nurse, manager = (signed_in(given.a_member(role, clinic)) for role in ("nurse", "manager"))
    administrator = signed_in(given.a_member("administrator", clinic))
    for name in ("patients", "register-patient"):
        assert nurse.get(reverse(name), {"q": stated}).status_code == 200, name
    assert administrator.get(reverse("merge-choose", args=[person.pk]), {"q": stated}).status_code == 200
    for field in ("what", "who", "patient", "before"):
        assert manager.get(reverse("audit"), {field: stated}).status_code == 200, field
    for address in (f"/patients/{10**20}/", f"/sessions/{10**20}/", f"/live/sessions/{10**20}/"):
        assert nurse.get(address).status_code in {200, 404}, address
