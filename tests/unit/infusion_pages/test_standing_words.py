"""What stands on every page of a session's clinic, whatever else is on it: what comes first, and under whose name."""

import pytest
from django.test import Client

from tests.unit.infusion import day as days
from tests.unit.infusion.day import standing_at

NOTICE = "Bedside monitor alarms come first."


def _pages(day: days.Day, client: Client) -> dict[str, str]:
    session_id = days.under_way(day)
    with standing_at(42):
        return {
            "board": client.get("/board/").content.decode(),
            "session": client.get(f"/sessions/{session_id}/").content.decode(),
        }


@pytest.mark.parametrize("which", ["board", "session"])
def test_the_bedside_monitor_comes_first_and_the_page_says_so(day: days.Day, nurse: Client, which: str) -> None:
    assert NOTICE in " ".join(_pages(day, nurse)[which].split())


@pytest.mark.parametrize("which", ["board", "session"])
def test_the_name_of_who_is_signed_in_stands_on_the_page(day: days.Day, nurse: Client, which: str) -> None:
    assert day.nurse.name in _pages(day, nurse)[which]
