"""Nobody reads a record without leaving their name in the read log, whatever their browser says of itself."""

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps import clock
from firstlight.apps.audit.models import AuditEntry
from firstlight.apps.infusion.models import PrintedSummary
from firstlight.apps.people.actions.break_glass import break_glass
from firstlight.apps.people.models import Patient
from tests.unit.infusion import day as days

pytestmark = pytest.mark.django_db
BY_SCRIPT = {"X-Background": "1"}


@pytest.fixture
def day() -> days.Day:
    return days.a_day()


@pytest.fixture
def session(day: days.Day) -> int:
    return days.under_way(day)


@pytest.fixture
def nurse(day: days.Day) -> Client:
    client = Client()
    client.force_login(day.people["nurse"])
    return client


def readings() -> list[str]:
    """Which pages the log says were opened, oldest first."""
    return list(AuditEntry.objects.filter(verb="patient.opened").order_by("id").values_list("detail", flat=True))


PARTS = ["prescription", "consent", "withdraw-consent", "bind-monitor", "record-event", "assign-nurse"]


@pytest.mark.parametrize("name", PARTS)
def test_a_form_asked_for_without_its_page_is_a_reading(nurse: Client, session: int, name: str) -> None:
    with days.standing_at(40):
        assert nurse.get(reverse(name, args=[session])).status_code == 200
        assert len(readings()) == 1
        assert f'"page": "session: {name.replace("-", " ")}"' in readings()[0]


def test_a_page_asked_for_as_if_by_a_script_is_a_reading(nurse: Client, session: int) -> None:
    with days.standing_at(40):
        assert nurse.get(reverse("session", args=[session]), headers=BY_SCRIPT).status_code == 200
    assert len(readings()) == 1


def test_sending_a_form_that_shows_the_page_again_is_a_reading(nurse: Client, session: int) -> None:
    with days.standing_at(40):
        page = nurse.post(reverse("save-set", args=[session]), {"fill": "1"})
        assert b"Alma" in page.content
    assert len(readings()) == 1


def test_what_belongs_to_a_page_that_is_open_is_no_second_reading(nurse: Client, session: int) -> None:
    with days.standing_at(40):
        nurse.get(reverse("session", args=[session]))
        nurse.get(reverse("session", args=[session]), headers=BY_SCRIPT)
        nurse.get(reverse("prescription", args=[session]))
        nurse.post(reverse("save-set", args=[session]), {"fill": "1"})
    assert len(readings()) == 1


def test_a_page_left_open_for_hours_is_written_down_anew(nurse: Client, session: int) -> None:
    with days.standing_at(40):
        nurse.get(reverse("session", args=[session]))
    for minute in (55, 70, 85, 99, 101):  # somebody acts elsewhere, so the sign-in lasts
        with days.standing_at(minute):
            nurse.get(reverse("board"))
            nurse.get(reverse("session", args=[session]), headers=BY_SCRIPT)
    assert len(readings()) == 2


def test_what_was_opened_in_an_earlier_sign_in_counts_for_nothing(day: days.Day, nurse: Client, session: int) -> None:
    with days.standing_at(40):
        nurse.get(reverse("session", args=[session]))
    with days.standing_at(45):
        another = Client()
        another.force_login(day.people["nurse"])
        another.get(reverse("board"))
    with days.standing_at(46):
        another.get(reverse("session", args=[session]), headers=BY_SCRIPT)
    assert len(readings()) == 2


def test_what_another_opened_counts_for_nothing(day: days.Day, nurse: Client, session: int) -> None:
    doctor = Client()
    doctor.force_login(day.people["doctor"])
    with days.standing_at(40):
        doctor.get(reverse("session", args=[session]))
        nurse.get(reverse("session", args=[session]), headers=BY_SCRIPT)
    assert len(readings()) == 2


def test_a_printed_summary_is_a_reading_each_time_it_is_fetched(day: days.Day, nurse: Client, session: int) -> None:
    with days.standing_at(40):
        made = PrintedSummary.objects.create(
            session_id=session, version=1, asked_at=clock.now(), made_at=clock.now(), pdf=b"%PDF"
        )
        nurse.get(reverse("session", args=[session]))
        for _ in range(2):
            assert nurse.get(reverse("summary-pdf", args=[session, made.pk]), headers=BY_SCRIPT).status_code == 200
    assert len(readings()) == 3


def test_a_form_on_a_persons_own_record_is_a_reading_too(day: days.Day, nurse: Client) -> None:
    person = days.a_patient(day)
    with days.standing_at(40):
        shown = nurse.post(reverse("add-allergy", args=[person.pk]), {"request_key": "k"}, headers=BY_SCRIPT)
        assert b"Alma" in shown.content
    assert len(readings()) == 1


def test_a_restricted_record_opened_with_a_reason_says_so_at_each_reading(day: days.Day, nurse: Client) -> None:
    session = days.under_way(day)
    person = days.row(session).patient
    Patient.objects.filter(pk=person.pk).update(restricted=True)
    with days.standing_at(40):
        refused = nurse.get(reverse("prescription", args=[session]))
        assert refused.status_code == 302
        assert readings() == []
        break_glass(day.nurse, patient_id=person.pk, clinic_id=day.clinic.pk, reason="she is in the chair before me")
        nurse.get(reverse("prescription", args=[session]))
    assert '"with_reason": true' in readings()[0]
