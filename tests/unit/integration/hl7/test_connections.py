"""Who may connect, how coming and going are recorded, and that no connection is a burden to the others."""

import contextlib
import ipaddress
import threading
import time
from collections.abc import Callable

from firstlight.integration.hl7.peers import Limits
from tests.unit.integration.hl7.fake_store import FakeStore
from tests.unit.integration.hl7.running import Running
from tests.unit.integration.hl7.sender import eventually, reading


def test_only_senders_on_the_list_are_let_in(listening: Callable[..., Running], store: FakeStore) -> None:
    turned_away = listening(allowed=[ipaddress.ip_network("10.0.0.0/8")], sum_seconds=0.05).sender()
    assert turned_away.answer() == ""
    assert eventually(lambda: bool(store.summed))
    assert store.summed == [("127.0.0.1", {"not_listed": 1, "why": "not on the list of senders"})]
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
    assert eventually(lambda: not listener.listener._connections)
    listener.stop()
    assert listener.store.summed == [
        ("127.0.0.1", {"opened": 1, "closed": 1, "messages": 1, "refused": 1, "waiting": 0})
    ]


def test_a_sender_that_comes_and_goes_all_the_time_fills_no_log(listener: Running) -> None:
    for number in range(50):
        sender = listener.sender()
        sender.send(reading(str(number)))
        assert sender.answer() == f"AA {number}"
        sender.close()
    assert eventually(lambda: not listener.listener._connections)
    listener.stop()
    ((_, detail),) = listener.store.summed
    assert (detail["opened"], detail["closed"]) == (50, 50)


def test_one_address_holds_only_so_many_connections_and_gets_them_back(listening: Callable[..., Running]) -> None:
    ran = listening(limits=Limits(connections=2))
    first, second = ran.sender(), ran.sender()
    first.send(reading("1"))
    second.send(reading("2"))
    assert (first.answer(), second.answer()) == ("AA 1", "AA 2")
    assert ran.sender().answer() == ""
    first.close()
    assert eventually(lambda: len(ran.listener._connections) == 1)
    again = ran.sender()
    again.send(reading("3"))
    assert again.answer() == "AA 3"
    assert ran.listener._writer._accounts.lately()["turning_away"] == 1


def test_a_message_that_trickles_in_is_refused_when_its_time_is_over(listening: Callable[..., Running]) -> None:
    ran = listening(part_seconds=0.5)
    sender = ran.sender()
    ends = time.monotonic() + 10
    sender.socket.settimeout(0.2)
    answer = b""
    sender.socket.sendall(b"\x0bMSH|^~")
    while not answer and time.monotonic() < ends:
        sender.socket.sendall(b"x")
        with contextlib.suppress(TimeoutError):
            answer = sender.socket.recv(4096)
    assert b"MSA|A" in answer
    assert len(ran.store.kept) == 1


def test_it_gives_a_sign_of_life(listener: Running) -> None:
    assert eventually(lambda: bool(listener.store.beats))
    assert listener.store.beats[0]["stored"] == 0


def test_a_silent_connection_is_closed_in_the_end(listening: Callable[..., Running]) -> None:
    sender = listening(idle_seconds=0.1).sender()
    assert sender.answer() == ""


def test_a_ward_that_switches_on_at_once_holds_no_reading_up(listening: Callable[..., Running]) -> None:
    listener = listening(limits=Limits(connections=100))
    ward = [listener.sender() for _ in range(100)]
    ward[-1].send(reading("1"))
    assert ward[-1].answer() == "AA 1"


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
