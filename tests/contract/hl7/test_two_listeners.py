"""Two listeners on one database, as a large clinic runs them, hear the same new monitors at the same moment: every message
is answered and stored, and every monitor has one row."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.contract.hl7.clinic import oru
from tests.services import Service
from tests.unit.integration.hl7.sender import Sender

pytestmark = pytest.mark.database
BEDS = 150
MSH = "MSH|^~\\&|MON|BED{}|||20260101120000||ORU^R01^ORU_R01|{}|P|2.6||||||UNICODE UTF-8"


@contextmanager
def listening(service: Service) -> Iterator[Sender]:
    """A sender at a listener of its own."""
    command = [sys.executable, "-m", "firstlight", "listen", "--mllp-port", "0"]
    with subprocess.Popen(command, env=service.environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            ready = process.stdout.readline()
            assert ready.startswith("listening on"), ready
            yield Sender(int(ready.rpartition(":")[2]))
        finally:
            process.kill()


def first_words(listener: int) -> list[bytes]:
    """One message of every bed; each listener hears another one of the same bed."""
    return [
        oru(
            f"OBX|1|NM|HR||{70 + listener}|bpm|||||F",
            msh=MSH.format(bed, f"{listener}-{bed}"),
            obr="OBR|1||||||20260101120000",
        )
        for bed in range(BEDS)
    ]


def test_one_monitor_at_two_listeners_is_one_monitor(service: Service) -> None:
    with ExitStack() as stack:
        senders = [stack.enter_context(listening(service)) for _ in range(2)]
        for number, sender in enumerate(senders):
            sender.send(*first_words(number))
        for number, sender in enumerate(senders):
            assert sender.answers(BEDS) == [f"AA {number}-{bed}" for bed in range(BEDS)]
    assert service.rows("SELECT count(*) FROM infusion_monitor") == [(BEDS,)]
    each = "SELECT count(*) FROM infusion_monitormessage GROUP BY monitor_id"
    assert service.rows(each) == [(2,)] * BEDS
