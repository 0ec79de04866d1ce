"""Who may connect, how coming and going are recorded, and that no connection is a burden to the others."""

import ipaddress
import threading
from collections.abc import Callable

from tests.unit.integration.hl7.fake_store import FakeStore
from tests.unit.integration.hl7.running import Running
from tests.unit.integration.hl7.sender import eventually, reading


def test_only_senders_on_the_list_are_let_in(listening: Callable[..., Running], store: FakeStore) -> None:
    turned_away = listening(allowed=[ipaddress.ip_network("10.0.0.0/8")]).sender()
    assert turned_away.answer() == ""
    assert eventually(lambda: bool(store.connections))
    assert store.connections == [("127.0.0.1", False, {"turned_away": "not on the list of senders"})]
    let_in = listening(allowed=[ipaddress.ip_network("127.0.0.0/8")]).sender()
    let_in.send(reading("1"))
    assert let_in.answer() == "AA 1"


def test_there_are_only_so_many_connections(listening: Callable[..., Running]) -> None:
    ran = listening(most_connections=1)
    first = ran.sender()
    first.send(reading("1"))
    assert first.answer() == "AA 1"
    assert ran.sender().answer() == ""


def test_coming_and_going_are_recorded_with_what_came(listener: Running) -> None:
    sender = listener.sender()
    sender.send(reading("1"), b"rubbish")
    sender.answers(2)
    sender.close()
    assert eventually(lambda: len(listener.store.connections) == 2)
    (_, opened, _), (peer, still_open, detail) = listener.store.connections
    assert (opened, still_open, peer) == (True, False, "127.0.0.1")
    assert (detail["messages"], detail["refused"]) == (1, 1)


def test_it_gives_a_sign_of_life(listener: Running) -> None:
    assert eventually(lambda: bool(listener.store.beats))
    assert listener.store.beats[0]["stored"] == 0


def test_a_silent_connection_is_closed_in_the_end(listening: Callable[..., Running]) -> None:
    sender = listening(idle_seconds=0.1).sender()
    assert sender.answer() == ""


def test_a_ward_that_switches_on_at_once_holds_no_reading_up(listener: Running) -> None:
    listener.store.slow = 0.01
    ward = [listener.sender() for _ in range(100)]
    ward[-1].send(reading("1"))
    assert ward[-1].answer() == "AA 1"
    assert len(listener.store.connections) < 100
    assert eventually(lambda: len(listener.store.connections) == 100)


def test_a_sender_that_reads_no_answers_stops_being_read_and_loses_none(listener: Running) -> None:
    deaf = listener.sender(receive_buffer=4096)
    count = 20_000
    flood = [reading(f"{number}{'x' * 150}") for number in range(count)]
    sending = threading.Thread(target=deaf.send, args=flood)
    sending.start()
    assert eventually(lambda: any(connection._deaf for connection in listener.listener._connections), seconds=60)
    monitor = listener.sender()
    monitor.send(reading("1"))
    assert monitor.answer() == "AA 1"
    assert deaf.answers(count) == [f"AA {number}{'x' * 150}" for number in range(count)]
    sending.join()
