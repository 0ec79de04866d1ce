"""PostgreSQL gives a hundred connections to the whole house. A page lets its own go when it is answered: however many people
look at once, the listener and the jobs still find one."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from tests.databases import _die_with_us
from tests.resilience.house import OPEN_WITHIN, free_port
from tests.services import Service

AT_ONCE, REQUESTS = 20, 200
LETS_GO_WITHIN = 10.0
OURS = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'firstlight' AND datname = current_database()"


@pytest.fixture
def page(service: Service) -> Iterator[str]:
    """The address of a page that asks the database, from the web process alone."""
    address = f"http://127.0.0.1:{(port := free_port())}/healthz"
    command = [sys.executable, "-m", "firstlight", "web", "--port", str(port)]
    with (service.folder / "said.log").open("ab") as log:
        web = subprocess.Popen(command, env=service.environment, stdout=log, stderr=log, preexec_fn=_die_with_us)
    try:
        until = time.monotonic() + OPEN_WITHIN
        while not _answers(address):
            assert time.monotonic() < until, "the web process did not open"
            time.sleep(0.1)
        yield address
    finally:
        web.terminate()
        web.wait(OPEN_WITHIN)


def _answers(address: str) -> bool:
    with suppress(urllib.error.URLError, ConnectionError):
        try:
            urllib.request.urlopen(address, timeout=20).close()
        except urllib.error.HTTPError as answer:  # "not well": nothing but the web process runs
            answer.close()
        return True
    return False


@pytest.mark.parametrize("service", ["postgresql"], indirect=True)
def test_pages_that_were_answered_hold_no_connection(service: Service, page: str) -> None:
    with ThreadPoolExecutor(AT_ONCE) as people:
        assert all(people.map(lambda _: _answers(page), range(REQUESTS)))
    until = time.monotonic() + LETS_GO_WITHIN
    while (left := service.rows(OURS)[0][0]) > 1 and time.monotonic() < until:
        time.sleep(0.1)
    assert left <= 1
