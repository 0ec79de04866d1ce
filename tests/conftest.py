"""What every test can count on: a mark that follows from where it stands, and a PostgreSQL when it asks for one."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests import databases, services

FOLDER_MARKS = {"journeys": "journey", "resilience": "resilience"}
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
TESTS = Path(__file__).parent

hypothesis.settings.register_profile("firstlight", deadline=None)  # a busy machine is no failure
hypothesis.settings.load_profile("firstlight")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by folder, and those that use the database, so that each part of the suite can be picked."""
    for item in items:
        folder = item.path.relative_to(TESTS).parts[0]
        if folder in FOLDER_MARKS:
            item.add_marker(FOLDER_MARKS[folder])
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


def pytest_runtest_setup(item: pytest.Item) -> None:
    from django.db import connection

    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: set DATABASE_URL, or run ./firstlight test")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[databases.Server]:
    """A PostgreSQL on which to make databases; not one to kill (databases.own_cluster is)."""
    with databases.postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory, postgresql_server: databases.Server) -> services.Templates:
    """Migrated databases to copy, for tests that start whole services."""
    return services.Templates(tmp_path_factory.mktemp("template"), postgresql_server)


@pytest.fixture(params=["sqlite", "postgresql"])
def service(request: pytest.FixtureRequest, templates: services.Templates, tmp_path: Path) -> services.Service:
    """A clinic's own service on each database, migrated, with nobody in it."""
    made: services.Service = getattr(templates, request.param)(tmp_path / "service")
    return made
