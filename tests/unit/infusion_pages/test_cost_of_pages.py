"""What the board and a session's page ask of the database: a fixed number of questions, however full the clinic is and
however much was recorded. A number here changes only on purpose."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from firstlight.apps.infusion.actions.record_event import record_event
from firstlight.apps.people.actions.add_bay import add_bay
from tests.unit.infusion import day as days
from tests.unit.infusion.day import SYSTEM, Day, standing_at

FRONT_DOOR = 3  # the sign-in, the person, their roles
BOARD = 15  # the sessions of the day, the numbers of each person, and one question for each kind of line that a tile is made of
SESSION = (
    24  # without the listener; with the right to open this record, whether it is open, its own moves, traces and log
)
AGAIN = {"X-Background": "1"}  # as a script asks again: the first time aside, no entry in the read log


def asked(client: Client, address: str, minute: float = 42) -> int:
    """Questions about the care of people; transactions and the read log's own are not among them."""
    with standing_at(minute), CaptureQueriesContext(connection) as found:
        assert client.get(address, headers=AGAIN).status_code == 200
    return len(found)


def someone_with_a_monitor(day: Day, bay: int) -> int:
    session_id, monitor = days.under_way(day, bay=bay), days.a_monitor(day, f"Monitor {bay}")
    days.bound(day, session_id, monitor, minute=35)
    days.sends(monitor.identifier, 41.9, pulse=80.0, spo2=97.0, systolic=130.0, diastolic=80.0)
    return session_id


def eight_bays(day: Day) -> None:
    day.bays += [add_bay(SYSTEM, clinic_id=day.clinic.pk, number=number) for number in range(4, 9)]
    for bay in range(1, 8):
        someone_with_a_monitor(day, bay)


def much_is_recorded(day: Day, session_id: int) -> None:
    for minute in range(31, 41):
        with standing_at(minute):
            days.record_set(day.nurse, session_id=session_id, values={"pulse": "80", "spo2": "97"})
            record_event(day.nurse, session_id=session_id, kind="Drink of water")


def test_the_board_asks_as_much_for_eight_full_bays_and_many_sets_as_for_one(day: Day, nurse: Client) -> None:
    session_id = someone_with_a_monitor(day, 0)
    asked(nurse, "/board/")  # what a process keeps from its first page on is not counted
    assert asked(nurse, "/board/") == FRONT_DOOR + BOARD
    eight_bays(day)
    much_is_recorded(day, session_id)
    assert asked(nurse, "/board/") == FRONT_DOOR + BOARD


def test_a_session_asks_as_much_beside_eight_bays_and_after_many_sets_as_alone(day: Day, nurse: Client) -> None:
    session_id = someone_with_a_monitor(day, 0)
    address = f"/sessions/{session_id}/"
    asked(nurse, address)
    assert asked(nurse, address) == FRONT_DOOR + SESSION
    eight_bays(day)
    much_is_recorded(day, session_id)
    assert asked(nurse, address) == FRONT_DOOR + SESSION
