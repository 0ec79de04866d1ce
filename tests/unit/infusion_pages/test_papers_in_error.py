"""A paper made on the wrong person's record is marked there, and both records say so."""

from django.test import Client

from tests.unit.infusion import day as days
from tests.unit.infusion_pages.test_papers_and_leaving import get, send

WHY = "It is Brown's"


def _grey_and_brown(day: days.Day) -> tuple[int, int]:
    return days.booked(day), days.booked(day, days.a_patient(day, "Brown"), bay=1)


def test_a_prescription_is_struck_through_where_it_stands_and_told_where_it_belongs(
    day: days.Day, nurse: Client
) -> None:
    grey, brown = _grey_and_brown(day)
    wrong = days.prescribed(day, grey)
    address = f"/sessions/{grey}/prescription/{wrong}/error/"
    assert address in get(nurse, f"/sessions/{grey}/prescription/", 1)
    assert "BROWN" in get(nurse, address, 1)
    assert send(nurse, address, 1, reason="")[0] == 422
    assert send(nurse, address, 1, reason=WHY, belongs_to=str(brown))[0] == 302
    here, there = (get(nurse, f"/sessions/{one}/prescription/", 2) for one in (grey, brown))
    assert f"<b>Entered in error.</b> {WHY.replace(chr(39), '&#39;')}. Amara Okafor RN" in here
    assert f'<a href="/sessions/{brown}/prescription/">whose it was</a>' in here
    assert address not in here
    assert "Made on another person's session by mistake, and was meant for this one:" in there
    assert f'<a href="/sessions/{grey}/prescription/">Where it stands</a>' in there


def test_a_prescription_of_another_session_is_not_marked_from_this_one(day: days.Day, nurse: Client) -> None:
    grey, brown = _grey_and_brown(day)
    wrong = days.prescribed(day, grey)
    assert send(nurse, f"/sessions/{brown}/prescription/{wrong}/error/", 1, reason=WHY)[0] == 404


def test_a_consent_is_struck_through_where_it_stands_and_told_where_it_belongs(day: days.Day, nurse: Client) -> None:
    grey, brown = _grey_and_brown(day)
    (wrong,) = days.row(grey).patient.consents.values_list("pk", flat=True)
    address = f"/sessions/{grey}/consent/{wrong}/error/"
    assert address in get(nurse, f"/sessions/{grey}/consent/", 1)
    assert send(nurse, address, 1, reason=WHY, belongs_to=str(days.row(brown).patient_id))[0] == 302
    here, there = (get(nurse, f"/sessions/{one}/consent/", 2) for one in (grey, brown))
    assert "None on file" in here
    assert "<b>Entered in error.</b>" in here
    assert "Made on the wrong person, and shown on both records" in here
    assert address not in here
    assert "Made on another person's record by mistake, and belongs here:" in there


def test_a_consent_of_another_person_is_not_marked_from_this_ones_session(day: days.Day, nurse: Client) -> None:
    grey, brown = _grey_and_brown(day)
    (wrong,) = days.row(grey).patient.consents.values_list("pk", flat=True)
    assert send(nurse, f"/sessions/{brown}/consent/{wrong}/error/", 1, reason=WHY)[0] == 404
