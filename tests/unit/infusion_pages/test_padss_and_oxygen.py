"""PADSS before leaving, and what the person breathes in every full set."""

import re

from django.test import Client

from firstlight.apps.infusion.queries import session_record
from tests.unit.infusion import day as days
from tests.unit.infusion.day import at
from tests.unit.infusion_pages.test_papers_and_leaving import get, send

ITEMS = {"vitals": "2", "activity": "2", "comfort": "1", "bleeding": "2", "intake": "2"}


def test_padss_is_scored_item_by_item_with_nothing_chosen_beforehand(day: days.Day, nurse: Client) -> None:
    session_id = days.under_way(day)
    assert send(nurse, f"/sessions/{session_id}/moves/complete/", 70)[0] == 302
    address = f"/sessions/{session_id}/gates/padss/"
    text = get(nurse, address, 75)
    assert "Oriented and walks steadily" in text
    assert not re.search(r"<input[^>]* checked", text)
    status, text = send(nurse, address, 75, **{key: score for key, score in ITEMS.items() if key != "bleeding"})
    assert status == 422
    assert "Score bleeding: 0, 1 or 2." in text
    assert send(nurse, address, 75, **ITEMS)[0] == 302
    gates = {gate.key: gate for gate in session_record(session_id, at(76)).standing.gates}
    assert (gates["padss"].met, gates["padss"].reason) == (True, "PADSS 9 of 10; the protocol asks for 9.")


def test_what_is_breathed_is_chosen_not_typed_and_stands_in_the_table(day: days.Day, nurse: Client) -> None:
    session_id = days.under_way(day)
    text = get(nurse, f"/sessions/{session_id}/", 31)
    assert '<option value="oxygen"' in text
    values = {"systolic": "130", "diastolic": "80", "spo2": "95", "oxygen": "oxygen"}
    assert send(nurse, f"/sessions/{session_id}/sets/", 40, **values)[0] in (200, 302)
    assert "Breathing air or oxygen" in get(nurse, f"/sessions/{session_id}/summary/", 41)
