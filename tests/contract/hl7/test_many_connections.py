"""A machine lets a process open few files unless it asks for more, and every monitor is an open connection."""

import resource
import subprocess
import sys

import pytest

from tests.services import Service
from tests.unit.integration.hl7.sender import Sender, reading

ALLOWED, CONNECTIONS = 64, 200


def few_files() -> None:
    """As a shell or a service manager starts a process: few, and more on request."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (ALLOWED, hard))


@pytest.mark.parametrize("service", ["sqlite"], indirect=True)
def test_more_monitors_connect_than_a_process_may_open_files_at_first(service: Service) -> None:
    command = [sys.executable, "-m", "firstlight", "listen", "--mllp-port", "0"]
    started = {"env": service.environment, "stdout": subprocess.PIPE, "text": True, "preexec_fn": few_files}
    with subprocess.Popen(command, **started) as process:
        try:
            senders = connected(int(process.stdout.readline().rpartition(":")[2]))
            assert [sender.answer() for sender in senders] == [f"AA {number}" for number in range(CONNECTIONS)]
        finally:
            process.kill()


def connected(port: int) -> list[Sender]:
    """That many, each with one message on its way."""
    senders = [Sender(port) for _ in range(CONNECTIONS)]
    for number, sender in enumerate(senders):
        sender.socket.settimeout(20)
        sender.send(reading(str(number)))
    return senders
