"""The listener over real sockets: stored before answered, in order, refusing without losing, and never lost for words."""

from collections.abc import Callable
from datetime import datetime

import pytest

from firstlight.integration.hl7 import connection, writer
from firstlight.integration.hl7.acknowledgement import accepted
from firstlight.integration.hl7.connection import MOST_UNANSWERED
from firstlight.integration.hl7.framing import Frame
from firstlight.integration.hl7.header import Header
from firstlight.integration.hl7.message import Understood, Unusable, understand_frame
from firstlight.integration.hl7.peers import LEAST_REFUSED, Limits
from tests.contract.hl7.clinic import feed
from tests.unit.integration.hl7.fake_store import FakeStore
from tests.unit.integration.hl7.running import Running
from tests.unit.integration.hl7.sender import eventually, reading


def test_a_message_is_stored_and_then_answered(listener: Running) -> None:
    sender = listener.sender()
    sender.send(reading("1"))
    assert sender.answer() == "AA 1"
    assert listener.store.control_ids == ["1"]


def test_no_answer_comes_before_the_commit(listener: Running) -> None:
    listener.store.gate.clear()
    sender = listener.sender()
    sender.send(reading("1"))
    assert sender.silent()
    assert listener.store.rows == {}
    listener.store.gate.set()
    assert sender.answer() == "AA 1"


def test_answers_come_in_the_order_of_the_messages_whatever_they_are(listener: Running) -> None:
    sender = listener.sender()
    adt = reading("3").replace(b"ORU^R01^ORU_R01", b"ADT^A01")
    sender.send(reading("1"), b"rubbish", adt, reading("4"))
    assert sender.answers(4) == ["AA 1", "AR ", "AR 3", "AA 4"]


def test_what_came_during_a_commit_is_committed_together(listener: Running) -> None:
    listener.store.gate.clear()
    sender = listener.sender()
    sender.send(reading("0"))
    assert listener.store.entered.wait(10)
    sender.send(*[reading(str(number)) for number in range(1, 100)])
    assert eventually(lambda: listener.listener._writer.waiting == 99)
    listener.store.gate.set()
    assert sender.answers(100) == [f"AA {number}" for number in range(100)]
    assert listener.store.batches == [1, 99]


def test_a_message_sent_again_is_stored_once_and_answered_alike(listener: Running) -> None:
    sender = listener.sender()
    sender.send(reading("1"), reading("1"))
    assert sender.answers(2) == ["AA 1", "AA 1"]
    other = listener.sender()
    other.send(reading("1"))
    assert other.answer() == "AA 1"
    assert listener.store.control_ids == ["1"]


def test_a_counter_that_starts_again_makes_a_new_message_with_a_warning(listener: Running) -> None:
    sender = listener.sender()
    sender.send(reading("1", 70), reading("1", 71))
    assert sender.answers(2) == ["AA 1", "AA 1"]
    first, second = listener.store.rows.values()
    assert first.warnings == ()
    assert "counter may have started again" in second.warnings[0]


def test_each_sender_is_answered_in_its_own_mode(listener: Running) -> None:
    sender = listener.sender()
    sender.send(reading("1", accept="AL", application="AL"), reading("2", accept="NE", application="NE"), reading("3"))
    assert sender.answers(3) == ["CA 1", "AA 1", "AA 3"]
    assert listener.store.control_ids == ["1", "2", "3"]


def test_a_refused_message_is_kept_whole_with_its_answer_and_reason(listener: Running) -> None:
    sender = listener.sender()
    raw = reading("9", accept="AL").replace(b"ORU^R01^ORU_R01", b"ORM^O01")
    sender.send(raw)
    assert sender.answer() == "CR 9"
    (kept,) = listener.store.kept
    assert (kept.raw, kept.code, kept.control_id, kept.peer) == (raw, "CR", "9", "127.0.0.1")
    assert "ORM^O01" in kept.reason


def test_a_lost_database_is_answered_with_a_request_to_send_again_and_leaves_nothing_in_doubt(
    listener: Running,
) -> None:
    listener.store.lost = True
    sender = listener.sender()
    sender.send(reading("1"), reading("2", accept="AL"))
    assert sender.answers(2) == ["AE 1", "CE 2"]
    listener.store.lost = False
    sender.send(reading("1"), reading("2"))
    assert sender.answers(2) == ["AA 1", "AA 2"]
    assert listener.store.control_ids == ["1", "2"]
    assert listener.store.renewed >= 1


def test_a_message_that_cannot_be_stored_costs_its_neighbours_nothing(listener: Running) -> None:
    listener.store.poison = "2"
    listener.store.gate.clear()
    one, two = listener.sender(), listener.sender()
    one.send(reading("0"))
    assert listener.store.entered.wait(10)
    one.send(reading("1"), reading("2"), reading("3"))
    two.send(reading("4"))
    assert eventually(lambda: listener.listener._writer.waiting >= 4)
    listener.store.gate.set()
    assert one.answers(4) == ["AA 0", "AA 1", "AE 2", "AA 3"]
    assert two.answer() == "AA 4"
    assert [kept.control_id for kept in listener.store.kept] == ["2"]


def test_one_that_cannot_be_stored_among_many_costs_a_handful_of_commits(listener: Running) -> None:
    listener.store.poison = "37"
    listener.store.gate.clear()
    sender = listener.sender()
    sender.send(reading("0"))
    assert listener.store.entered.wait(10)
    sender.send(*[reading(str(number)) for number in range(1, 100)])
    assert eventually(lambda: listener.listener._writer.waiting == 99)
    listener.store.gate.set()
    assert [answer for answer in sender.answers(100) if not answer.startswith("AA")] == ["AE 37"]
    assert sum(listener.store.batches) == 99
    assert len(listener.store.batches) <= 1 + 7  # halves of 99, and halves of those


def test_monitors_for_whom_there_is_no_room_cost_their_neighbours_nothing(listener: Running) -> None:
    listener.store.gate.clear()
    sender = listener.sender()
    sender.send(reading("0"))
    assert listener.store.entered.wait(10)
    stranger = [reading(str(number)).replace(b"|MON|", b"|ELSE|") for number in range(50, 100)]
    sender.send(*[reading(str(number)) for number in range(1, 50)], *stranger)
    assert eventually(lambda: listener.listener._writer.waiting == 99)
    listener.store.known = {feed(reading("0")).monitor}
    listener.store.gate.set()
    assert sender.answers(100) == [f"{'AA' if number < 50 else 'AE'} {number}" for number in range(100)]
    assert listener.store.batches == [1, 49]
    assert [kept.control_id for kept in listener.store.kept] == ["50"]
    assert "wait to be placed" in listener.store.kept[0].reason


def test_a_slow_store_makes_the_sender_wait_and_loses_nothing(listener: Running) -> None:
    listener.store.gate.clear()
    sender = listener.sender()
    count = MOST_UNANSWERED * 4
    sender.send(*[reading(str(number)) for number in range(count)])
    assert eventually(lambda: listener.listener._unsettled >= MOST_UNANSWERED)
    assert listener.listener._unsettled == MOST_UNANSWERED  # the rest waits: in the socket, or not yet understood
    listener.store.gate.set()
    assert sender.answers(count) == [f"AA {number}" for number in range(count)]
    assert len(listener.store.rows) == count


def test_no_sender_holds_up_another(listener: Running) -> None:
    listener.store.slow = 0.001
    flood, monitor = listener.sender(), listener.sender()
    flood.send(*[b"rubbish %d" % number for number in range(2_000)])
    assert eventually(lambda: bool(listener.store.kept))
    monitor.send(reading("1"))
    assert monitor.answer() == "AA 1"
    assert len(listener.store.kept) < 2_000


def test_a_message_after_a_refusal_is_answered_after_it(listener: Running) -> None:
    sender = listener.sender()
    sender.send(*[reading(str(number)) if number % 3 else b"rubbish" for number in range(1, 100)])
    assert sender.answers(99) == [f"AA {number}" if number % 3 else "AR " for number in range(1, 100)]


@pytest.mark.parametrize(
    "raw",
    [
        b"\x0brubbish\x1c\r",
        b"rubbish\x1c\r",
        b"\x0bMSH|^~\\&|half a message",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
    ],
)
def test_whatever_comes_is_answered_once_it_ends(listener: Running, raw: bytes) -> None:
    sender = listener.sender()
    sender.send_raw(raw)
    sender.half_close()
    assert sender.answer()[:2] in {"AR", "AE"}
    assert sender.answer() == ""
    assert len(listener.store.kept) == 1


def test_a_message_over_the_size_limit_is_refused_and_the_next_is_taken(listener: Running) -> None:
    sender = listener.sender()
    sender.send(reading("1") + b"NTE|1||" + b"x" * 300_000, reading("2"))
    assert sender.answers(2) == ["AR 1", "AA 2"]


def test_a_message_that_never_ends_is_refused_in_time(listening: Callable[..., Running]) -> None:
    ran = listening(part_seconds=0.1)
    sender = ran.sender()
    sender.send_raw(b"\x0bMSH|^~\\&|MON||||||ORU^R01|5|P|2.6\rOBX|1|NM|HR||7")
    assert sender.answer() == "AE 5"
    sender.send(reading("6"))
    assert sender.answer() == "AA 6"


def test_messages_without_a_reader_for_their_answers_are_stored_all_the_same(listener: Running) -> None:
    sender = listener.sender()
    sender.send(*[reading(str(number)) for number in range(50)])
    sender.close()
    assert eventually(lambda: len(listener.store.rows) == 50)


def test_ending_stores_and_answers_all_that_came(listener: Running) -> None:
    listener.store.slow = 0.05
    sender = listener.sender()
    sender.send(*[reading(str(number)) for number in range(500)])
    assert eventually(lambda: bool(listener.store.rows))
    listener.begin_to_stop()
    answers = []
    while answer := sender.answer():
        answers.append(answer)
    listener.stop()
    assert answers == [f"AA {number}" for number in range(len(answers))]
    assert len(listener.store.rows) == len(answers)


def test_a_fault_of_our_own_costs_one_message_and_is_answered(
    listener: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(frame: Frame, *rest: object) -> Understood | Unusable:
        if b"|13|" in frame.content:
            raise RuntimeError("a fault of ours")
        return understand_frame(frame, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(connection, "understand_frame", fail)
    sender = listener.sender()
    sender.send(reading("12"), reading("13"), reading("14"))
    assert sender.answers(3) == ["AA 12", "AE ", "AA 14"]
    assert [kept.raw for kept in listener.store.kept] == [reading("13")]


def test_an_answer_that_cannot_be_made_does_not_end_the_writer(
    listener: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(header: Header, at: datetime) -> bytes:
        if header.control_id == "13":
            raise RuntimeError("a fault of ours")
        return accepted(header, at)

    monkeypatch.setattr(writer, "accepted", fail)
    sender = listener.sender()
    sender.send(reading("13"), reading("14"))
    assert sender.answers(2) == ["AE ", "AA 14"]


def test_one_sender_brings_only_so_many_new_monitors_and_known_ones_are_still_stored(
    listening: Callable[..., Running],
) -> None:
    ran = listening(limits=Limits(new_monitors=3))
    sender = ran.sender()
    sender.send(*[reading(str(number)).replace(b"|MON|", b"|ELSE%d|" % number) for number in range(6)])
    assert sender.answers(6) == ["AA 0", "AA 1", "AA 2", "AE 3", "AE 4", "AE 5"]
    sender.send(reading("6").replace(b"|MON|", b"|ELSE1|"))
    assert sender.answer() == "AA 6"
    assert "FIRSTLIGHT_HL7_NEW_MONITORS" in ran.store.kept[0].reason
    assert ran.listener._writer._accounts.lately()["turning_away"] == 3


def test_a_flood_of_rubbish_is_answered_and_counted_and_only_its_beginning_kept(
    listening: Callable[..., Running],
) -> None:
    ran = listening(limits=Limits(refused_bytes=10 * LEAST_REFUSED))
    sender = ran.sender()
    sender.send(*[b"rubbish %d" % number for number in range(40)])
    assert sender.answers(40) == ["AR "] * 40
    ran.stop()
    assert [kept.raw for kept in ran.store.kept] == [b"rubbish %d" % number for number in range(10)]
    assert ran.store.summed[0][1]["not_kept"] == 30
    assert ran.listener._writer._accounts.lately()["last_hour"]["refused"] == 40


def test_a_monitor_that_is_not_ours_is_told_so_and_costs_its_neighbours_nothing(
    store: FakeStore, listening: Callable[..., Running]
) -> None:
    stranger = reading("1").replace(b"|MON|", b"|ELSE|")
    store.aside = {feed(stranger).monitor}
    ran = listening()
    assert eventually(lambda: bool(ran.listener._writer._aside))
    sender = ran.sender()
    sender.send(stranger, reading("2"))
    assert sender.answers(2) == ["AR 1", "AA 2"]
    assert store.control_ids == ["2"]
    assert store.kept == []
