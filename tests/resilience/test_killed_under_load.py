"""What is killed comes back, and nothing that a monitor was told is stored is lost or doubled: the listener, the pages and
PostgreSQL itself, each killed twice as the kernel kills, while monitors send and a nurse has the board open."""

import math
from collections.abc import Iterator

import pytest

from tests.databases import own_cluster
from tests.resilience.screen import Screen
from tests.resilience.ward import LONG, Ward, at_work
from tests.services import Service
from tests.unit.integration.hl7.sender import eventually

LOAD = {"monitors": 12, "rate": 10.0}  # a message ten times a second each
CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'firstlight'"
SCREENS = 12


def migrated(tmp_path_factory: pytest.TempPathFactory, url: str = "") -> Service:
    folder = tmp_path_factory.mktemp("ward")
    folder.chmod(0o750)
    service = Service(folder, url)
    service.must("migrate")
    return service


def comes_back_with_everything(ward: Ward, killed: str) -> None:
    """Twice. In the database and on the screen that was open all the while: no gap there that the record has not."""
    before = ward.account().acknowledged
    for _ in range(2):
        assert ward.kill(killed) < math.inf, ward.house.said()
    account = ward.account()
    assert account.acknowledged > before
    assert (account.once, account.missing, account.doubled) == (account.acknowledged, 0, 0)
    assert ward.never_shown() == set()


@pytest.fixture(scope="class")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    with at_work(migrated(tmp_path_factory), **LOAD) as ward:
        yield ward


@pytest.fixture(scope="class")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """One of its own, that keeps what it was told, as `run` demands."""
    with own_cluster(durable=True) as cluster:
        service = migrated(tmp_path_factory, cluster.make())
        with at_work(service, cluster, **LOAD) as ward:
            yield ward


class TestOnSQLite:
    @pytest.mark.parametrize("killed", ["listener", "web"])
    def test_a_killed_process_comes_back_with_every_acknowledged_reading_once(
        self, on_sqlite: Ward, killed: str
    ) -> None:
        comes_back_with_everything(on_sqlite, killed)


class TestOnPostgreSQL:
    @pytest.mark.parametrize("killed", ["listener", "web"])
    def test_a_killed_process_comes_back_with_every_acknowledged_reading_once(
        self, on_postgresql: Ward, killed: str
    ) -> None:
        comes_back_with_everything(on_postgresql, killed)

    def test_a_killed_database_comes_back_with_every_acknowledged_reading_once(self, on_postgresql: Ward) -> None:
        comes_back_with_everything(on_postgresql, "postgresql")

    def test_open_screens_leave_the_database_its_connections(self, on_postgresql: Ward) -> None:
        """It has a hundred, and the listener needs one of them after every fault."""
        ((before,),) = on_postgresql.service.rows(CONNECTIONS)
        screens = [Screen(on_postgresql.house.web, on_postgresql.cookie) for _ in range(SCREENS)]
        try:
            for screen in screens:
                screen.open()
            assert eventually(lambda: all(screen.seen for screen in screens), LONG)
            ((meanwhile,),) = on_postgresql.service.rows(CONNECTIONS)
        finally:
            for screen in screens:
                screen.close()
        assert meanwhile < before + SCREENS / 2
