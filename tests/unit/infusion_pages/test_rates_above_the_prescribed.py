"""A pump that ran faster than prescribed is recorded as it ran, once somebody has said that it did."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from firstlight.apps.infusion.actions.record_pause import record_pause
from firstlight.apps.infusion.models import GivenEntry
from tests.unit.infusion import day as days
from tests.unit.infusion.day import Day, standing_at


def newest(session_id: int) -> Decimal | None:
    return GivenEntry.objects.filter(session_id=session_id).order_by("-id").values_list("rate_ml_h", flat=True)[0]


@pytest.mark.parametrize("what", ["rate", "resume"])
def test_it_is_asked_about_once_and_the_answer_is_for_that_rate_alone(day: Day, nurse: Client, what: str) -> None:
    session_id = days.under_way(day)
    address = reverse("record-rate", args=[session_id])
    if what == "resume":
        address = reverse("record-move", args=[session_id, "resume"])
        with standing_at(31):
            record_pause(day.nurse, session_id=session_id)
    with standing_at(32):
        assert "Yes, the pump ran that fast" not in nurse.get(address).content.decode()
        asked = nurse.post(address, {"request_key": "a", "at": "", "rate_ml_h": "78.50"})
        page = asked.content.decode()
        assert asked.status_code == 422
        assert "Did the pump run at 78.5?" in page
        assert "Yes, the pump ran that fast" in page
        assert 'value="78.50"' in page
        said = {"request_key": "a", "at": "", "rate_ml_h": "178.5", "asked_about": "78.5", "faster_confirmed": "on"}
        another = nurse.post(address, said)
        assert "Did the pump run at 178.5?" in another.content.decode()
        assert 'name="faster_confirmed" checked' not in another.content.decode()
        assert newest(session_id) in (Decimal("52.50"), Decimal(0))
        assert nurse.post(address, said | {"rate_ml_h": "78.5"}).status_code == 302
    assert newest(session_id) == Decimal("78.50")


def test_a_resume_at_a_faster_rate_from_before_is_asked_about_too(day: Day, nurse: Client) -> None:
    session_id = days.under_way(day)
    fast = {"request_key": "a", "at": "", "rate_ml_h": "60", "asked_about": "60", "faster_confirmed": "on"}
    with standing_at(31):
        assert nurse.post(reverse("record-rate", args=[session_id]), fast).status_code == 302
    with standing_at(32):
        record_pause(day.nurse, session_id=session_id)
    address = reverse("record-move", args=[session_id, "resume"])
    with standing_at(33):
        asked = nurse.post(address, {"request_key": "b", "at": "", "rate_ml_h": ""})
        assert "Did the pump run at 60?" in asked.content.decode()
        said = {"request_key": "b", "at": "", "rate_ml_h": "", "asked_about": "", "faster_confirmed": "on"}
        assert nurse.post(address, said).status_code == 302
    assert newest(session_id) == Decimal(60)


def test_within_the_prescribed_rate_nothing_is_asked(day: Day, nurse: Client) -> None:
    session_id = days.under_way(day)
    with standing_at(31):
        slower = {"request_key": "a", "at": "", "rate_ml_h": "40"}
        assert nurse.post(reverse("record-rate", args=[session_id]), slower).status_code == 302
    assert newest(session_id) == Decimal(40)
