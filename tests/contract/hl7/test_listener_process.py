"""The listener as it runs in a clinic: a process of its own, on either database, from a socket to the stored row."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest

from tests.contract.hl7.clinic import oru
from tests.services import Service
from tests.unit.integration.hl7.sender import Sender, eventually

pytestmark = pytest.mark.database
MSH = "MSH|^~\\&|MON|WARD|||20260101120000||ORU^R01^ORU_R01|{}|P|2.6||||||UNICODE UTF-8"


def reading(control_id: int, value: int = 70) -> bytes:
    return oru(f"OBX|1|NM|HR||{value}|bpm|||||F", msh=MSH.format(control_id), obr="OBR|1||||||20260101120000")


@dataclass
class Listening:
    """The process, the port that it said, and the service it belongs to."""

    process: "subprocess.Popen[str]"
    port: int
    service: Service

    def stored(self) -> list[str]:
        return [str(row[0]) for row in self.service.rows("SELECT control_id FROM infusion_monitormessage ORDER BY id")]


@pytest.fixture
def listening(service: Service) -> Iterator[Listening]:
    process = subprocess.Popen(
        [sys.executable, "-m", "firstlight", "listen", "--mllp-port", "0"],
        env=service.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    ready = process.stdout.readline()
    assert ready.startswith("listening on 127.0.0.1:"), ready
    yield Listening(process, int(ready.rpartition(":")[2]), service)
    if process.poll() is None:
        process.kill()
    process.wait()


def test_an_acknowledged_message_is_in_the_database_once(listening: Listening) -> None:
    sender = Sender(listening.port)
    sender.send(reading(1), reading(1), reading(2))
    assert sender.answers(3) == ["AA 1", "AA 1", "AA 2"]
    assert listening.stored() == ["1", "2"]
    (row,) = listening.service.rows(
        "SELECT identifier, stated_patient, readings FROM infusion_monitormessage m "
        "JOIN infusion_monitor o ON o.id = m.monitor_id WHERE control_id = '1'"
    )
    assert row == ("sender:MON|WARD/KET.B1", "MR 12345", '[["pulse",70.0,"/min",1767268800000]]')


def test_a_refused_message_is_on_the_list_whole(listening: Listening) -> None:
    sender = Sender(listening.port)
    sender.send(b"rubbish \xff\x00")
    assert sender.answer() == "AR "
    ((raw, code),) = listening.service.rows("SELECT raw, code FROM infusion_refusedmessage")
    assert (bytes(raw), code) == (b"rubbish \xff\x00", "AR")


def test_every_acknowledged_message_survives_a_killed_listener_once(listening: Listening) -> None:
    sender = Sender(listening.port)
    sender.send(*[reading(number) for number in range(1_000)])
    acknowledged = sender.answers(300)
    listening.process.kill()
    listening.process.wait()
    stored = listening.stored()
    assert set(acknowledged) <= {f"AA {control_id}" for control_id in stored}
    assert len(stored) == len(set(stored))


def test_asked_to_stop_it_stores_and_answers_what_came_and_ends_well(listening: Listening) -> None:
    sender = Sender(listening.port)
    sender.send(*[reading(number) for number in range(200)])
    first = sender.answer()
    listening.process.send_signal(signal.SIGTERM)
    answers = [first]
    while answer := sender.answer():
        answers.append(answer)
    assert listening.process.wait(10) == 0
    assert answers == [f"AA {number}" for number in range(200)]
    assert len(listening.stored()) == 200


def test_it_records_who_connected_and_that_it_lives(listening: Listening) -> None:
    Sender(listening.port).close()
    assert eventually(lambda: listening.service.rows("SELECT process FROM audit_heartbeat") == [("listener",)])
    listening.process.send_signal(signal.SIGTERM)
    assert listening.process.wait(10) == 0
    assert len(listening.service.rows("SELECT verb FROM audit_auditentry WHERE verb = 'feed.connection'")) == 1


@pytest.mark.parametrize("service", ["postgresql"], indirect=True)
def test_after_a_lost_database_connection_it_stores_again(listening: Listening) -> None:
    """SQLite has no connection to lose."""
    sender = Sender(listening.port)
    sender.send(reading(1))
    assert sender.answer() == "AA 1"
    with psycopg.connect(listening.service.url, autocommit=True) as database:
        database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                         "AND datname = current_database()")  # fmt: skip
    sender.send(reading(2))
    answer = sender.answer()
    assert answer in {"AE 2", "AA 2"}
    sender.send(reading(2))
    assert sender.answer() == "AA 2"
    assert listening.stored() == ["1", "2"]
