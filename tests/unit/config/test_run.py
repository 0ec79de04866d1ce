"""A service for real patients starts only when it is safe, and otherwise says everything that is wrong and what to do."""

import os
from pathlib import Path

import pytest
from django.db import connection

from firstlight.config.commands import run
from firstlight.config.commands.readiness import _unwell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sound(settings, tmp_path: Path) -> Path:
    """A service with nothing wrong with it, but for what a test's own PostgreSQL spares the disk."""
    settings.DATA_DIR = tmp_path
    settings.ALLOWED_HOSTS = ["clinic.example"]
    tmp_path.chmod(0o750)
    return tmp_path


def objections() -> list[str]:
    return [problem for problem in run.objections() if not problem.startswith("PostgreSQL runs with")]


def test_a_sound_service_may_start() -> None:
    assert objections() == []


def test_the_demonstrations_settings_are_refused(settings) -> None:
    settings.DEMO = True
    assert any("demonstration" in problem for problem in objections())


def test_a_service_for_any_host_name_is_refused(settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert any(problem.startswith("FIRSTLIGHT_HOSTS") for problem in objections())


def test_a_data_folder_that_is_not_there_is_refused(settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "nowhere"
    assert any("there is no folder" in problem for problem in objections())


def test_a_data_folder_that_everybody_can_look_into_is_refused(sound: Path) -> None:
    sound.chmod(0o755)
    assert any("chmod o-rwx" in problem for problem in objections())


def test_everything_that_is_wrong_is_said_at_once(settings, sound: Path) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    sound.chmod(0o755)
    assert len(objections()) == 2


def test_a_database_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firstlight.config.commands.migrate.pending", lambda: ["infusion.0002_more"])
    assert any("run ./firstlight migrate" in problem for problem in objections())


@pytest.mark.postgres
def test_a_postgresql_that_could_lose_an_acknowledged_reading_is_refused() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    assert any("synchronous_commit off" in problem for problem in run.objections())


def test_asked_only_to_check_it_starts_nothing(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    monkeypatch.setattr(run, "objections", list)
    assert run.run(arguments(check=True)) == 0
    assert "can start" in capsys.readouterr().out


def test_every_objection_reaches_the_person(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    monkeypatch.setattr(run, "objections", lambda: ["first", "second"])
    assert run.run(arguments(check=False)) == 1
    assert capsys.readouterr().err.splitlines() == ["Firstlight does not start:", "- first", "- second"]


def arguments(*, check: bool):
    return type("Arguments", (), {"check": check})()


def test_the_environment_decides_where_monitors_and_proxies_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTLIGHT_MLLP_HOST", "10.0.0.7")
    monkeypatch.setenv("FIRSTLIGHT_MLLP_PORT", "6000")
    monkeypatch.setenv("FIRSTLIGHT_WEB_PORT", "9000")
    commands = {part.name: " ".join(part.command[3:]) for part in run._parts(os.environ)}
    assert commands == {
        "web": "web --host 127.0.0.1 --port 9000 --proxies 127.0.0.1",
        "listener": "listen --host 10.0.0.7 --port 6000",
        "jobs": "work",
    }


def test_what_is_not_well_is_told_by_name() -> None:
    states = {"state": "not well", "database": {"state": "ok"}, "audit_chain": {"state": "not walked yet"}}
    assert _unwell(states) == "audit chain not walked yet"
    assert _unwell(None) == "waiting for the pages"
