"""The board: every bay in its place, with what is so now, in as many queries for eight bays as for three."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from firstlight.apps import clock
from firstlight.apps.infusion.actions.complete_infusion import complete_infusion
from firstlight.apps.infusion.actions.keep_refused_message import keep_refused_message
from firstlight.apps.infusion.actions.own_refused_message import own_refused_message
from firstlight.apps.infusion.actions.record_event import record_event
from firstlight.apps.infusion.actions.record_not_started import record_not_started
from firstlight.apps.infusion.actions.settle_refused_message import settle_refused_message
from firstlight.apps.infusion.queries import (
    Board,
    board,
    live,
    refused_messages,
    session_versions,
)
from firstlight.apps.people.actions.add_bay import add_bay
from firstlight.apps.refusals import Conflict, Invalid
from firstlight.clinical.monitoring.reading import RefusedMessage
from tests.unit.infusion import day as days
from tests.unit.infusion.day import ONE, SYSTEM, Day, at, standing_at


def _board(day: Day, minute: float) -> Board:
    with standing_at(minute):
        return board(day.clinic.pk, clock.now())


def test_a_tile_shows_who_what_and_how_far(day: Day) -> None:
    session_id = days.under_way(day, days.a_patient(day, "Hollis"), bay=1)
    tile = _board(day, 52).tiles[1]
    assert tile.bay_number == 2
    stands = tile.session
    assert stands is not None
    assert (stands.session_id, stands.patient.surname, stands.minute, stands.nurse) == (
        session_id,
        "Hollis",
        22,
        "Amara Okafor RN",
    )
    assert stands.dose is not None
    assert (stands.dose.delivered_mg, stands.dose.prescribed_mg, stands.dose.ends_at) == (Decimal("19.25"), 35, at(70))
    pulse = stands.value("pulse")
    assert pulse is not None
    assert (pulse.typed, pulse.source, pulse.measured_at) == ("72", "hand", at(10))


def test_bays_keep_their_places_whatever_happens_in_them(day: Day) -> None:
    days.under_way(day, bay=2)
    assert [tile.bay_number for tile in _board(day, 40).tiles] == [1, 2, 3]
    assert [tile.session is not None for tile in _board(day, 40).tiles] == [False, False, True]


def test_an_empty_bay_says_who_comes_next(day: Day) -> None:
    later, sooner = days.booked(day, minute=180), days.booked(day, minute=60)
    assert [one.session_id for one in _board(day, 0).tiles[0].coming] == [sooner, later]


def test_a_booking_without_a_bay_is_not_lost(day: Day) -> None:
    session_id = days.booked(day, bay=None)
    assert [one.session_id for one in _board(day, 0).unplaced] == [session_id]


def test_before_the_start_the_gates_say_what_is_missing(day: Day) -> None:
    days.checked(day, days.arrived(day, days.booked(day)), without="escort")
    stands = _board(day, 15).tiles[0].session
    assert stands is not None
    assert [gate.key for gate in stands.gates if not gate.met] == ["escort"]


def test_after_the_end_the_gates_are_those_of_leaving(day: Day) -> None:
    session_id = days.under_way(day)
    with standing_at(70):
        complete_infusion(day.nurse, session_id=session_id)
    stands = _board(day, 75).tiles[0].session
    assert stands is not None
    assert stands.gates[0].key == "time_served"


def test_a_session_that_ended_leaves_its_bay_and_stays_on_the_day(day: Day) -> None:
    session_id = days.arrived(day, days.booked(day))
    with standing_at(5):
        record_not_started(day.nurse, session_id=session_id, reason="Felt unwell")
    shown = _board(day, 10)
    assert shown.tiles[0].session is None
    assert [one.session_id for one in shown.over] == [session_id]


def test_names_that_could_be_taken_for_each_other_are_marked(day: Day) -> None:
    days.under_way(day, days.a_patient(day, "Grey"), bay=0)
    days.under_way(day, days.a_patient(day, "Gray"), bay=1)
    days.under_way(day, days.a_patient(day, "Hollis"), bay=2)
    assert [tile.similar_name for tile in _board(day, 40).tiles] == [True, True, False]


def test_somebody_still_here_after_midnight_is_still_on_the_board(day: Day) -> None:
    session_id = days.under_way(day)
    stands = _board(day, 13 * 60).tiles[0].session
    assert stands is not None
    assert stands.session_id == session_id
    assert (session_id, days.row(session_id).version) in session_versions(day.clinic.pk, at(13 * 60).date())


def test_the_board_says_whether_anybody_with_als_is_on_duty(day: Day) -> None:
    assert _board(day, 0).als_on_duty
    assert not _board(day, 600).als_on_duty
    assert [person.name for person in _board(day, 0).duty] == ["Amara Okafor RN", "Joe Tan RN", "Priya Raman MRCPsych"]


def test_another_clinics_sessions_are_not_on_it(day: Day) -> None:
    other = days.a_day("Southgate")
    days.under_way(other)
    shown = _board(day, 40)
    assert all(tile.session is None for tile in shown.tiles)
    assert session_versions(day.clinic.pk, ONE.date()) == []


def test_the_board_asks_as_much_for_eight_bays_as_for_two(day: Day) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            _board(day, 36)
        return len(asked)

    for bay in range(2):
        _with_a_feed(day, bay)
    for_two = queries()
    day.bays += [add_bay(SYSTEM, clinic_id=day.clinic.pk, number=number) for number in range(4, 9)]
    for bay in range(2, 8):
        _with_a_feed(day, bay)
    shown = _board(day, 36)
    assert sum(tile.session is not None and tile.session.feed is not None for tile in shown.tiles) == 8
    assert queries() == for_two == 14


def _with_a_feed(day: Day, bay: int) -> None:
    session_id, monitor = days.under_way(day, bay=bay), days.a_monitor(day, f"Monitor {bay}")
    days.bound(day, session_id, monitor, minute=35)
    days.sends(monitor.identifier, 35.9, pulse=80.0, spo2=97.0, systolic=130.0, diastolic=80.0)


def test_the_three_questions_of_the_live_stream_are_one_query_each(day: Day) -> None:
    days.under_way(day)
    for ask in (
        lambda: live.session_versions(day.clinic.pk, ONE.date()),
        lambda: live.messages_after(0, 100),
        live.open_bindings,
    ):
        with CaptureQueriesContext(connection) as asked:
            ask()
        assert len(asked) == 1


@pytest.mark.parametrize("write", ["set", "event", "duty", "consent", "prescription"])
def test_every_write_that_a_screen_shows_raises_the_version(day: Day, write: str) -> None:
    session_id = days.arrived(day, days.booked(day))
    before = days.row(session_id).version
    patient = days.row(session_id).patient
    with standing_at(5):
        {
            "set": lambda: days.record_set(day.nurse, session_id=session_id, values={"pulse": "80"}),
            "event": lambda: record_event(day.nurse, session_id=session_id, kind="Nausea"),
            "duty": lambda: days.go_on_duty(day, day.people["pharmacist"]),
            "consent": lambda: days.consent(day, patient),
            "prescription": lambda: days.prescribed(day, session_id),
        }[write]()
    assert days.row(session_id).version > before


class TestMessagesThatCouldNotBeUnderstood:
    def _kept(self) -> int:
        message = RefusedMessage("10.0.0.7:4012", b"MSH|nonsense", "AE", "No observation in it", at(0), "77")
        return keep_refused_message(message)

    def test_are_listed_until_somebody_settles_them_in_words(self, day: Day) -> None:
        message_id, here = self._kept(), day.clinic.pk
        assert refused_messages(here).count() == 1
        own_refused_message(day.nurse, message_id=message_id, clinic_id=here)
        assert refused_messages(here).get().owner_id == day.nurse.staff_id
        with pytest.raises(Invalid):
            settle_refused_message(day.nurse, message_id=message_id, clinic_id=here, how=" ")
        settle_refused_message(
            day.nurse, message_id=message_id, clinic_id=here, how="Wrong port; set right at the gateway"
        )
        assert refused_messages(here).count() == 0
        assert bytes(refused_messages(here, settled=True).get().raw) == b"MSH|nonsense"

    def test_are_settled_once(self, day: Day) -> None:
        message_id = self._kept()
        this = {"message_id": message_id, "clinic_id": day.clinic.pk}
        settle_refused_message(day.nurse, **this, how="Test message")
        for again in (
            lambda: settle_refused_message(day.second, **this, how="Again"),
            lambda: own_refused_message(day.second, **this),
        ):
            with pytest.raises(Conflict):
                again()
