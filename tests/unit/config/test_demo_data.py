"""The demonstration's folder: never a clinic's own data, ready only for its own day, and emptied of nothing else."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from firstlight.config.commands import demo_data


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    demo_data.claim(tmp_path)
    demo_data.database(tmp_path).touch()
    demo_data.note_ready(tmp_path, [("Grace Okafor", "nurse")])
    return tmp_path


def test_a_clinics_own_database_is_never_taken_for_a_demonstration(tmp_path: Path) -> None:
    demo_data.database(tmp_path).touch()
    assert "not a demonstration's" in demo_data.objection(tmp_path)


def test_an_empty_folder_and_an_earlier_demonstration_may_be_used(tmp_path: Path, ready: Path) -> None:
    assert not demo_data.objection(tmp_path / "new")
    assert not demo_data.objection(ready)


def test_what_was_prepared_today_is_ready(ready: Path) -> None:
    assert demo_data.is_ready(ready)
    assert demo_data.people(ready) == [("Grace Okafor", "nurse")]


def test_another_day_is_not_ready(ready: Path) -> None:
    mark = json.loads((ready / demo_data.MARK).read_text())
    (ready / demo_data.MARK).write_text(json.dumps(mark | {"day": "2026-01-05"}))
    assert not demo_data.is_ready(ready)


def test_another_version_of_the_synthetic_trust_is_not_ready(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_data, "_digest", lambda: "another")
    assert not demo_data.is_ready(ready)


def test_a_preparation_cut_short_is_not_ready(tmp_path: Path) -> None:
    demo_data.claim(tmp_path)
    demo_data.database(tmp_path).touch()
    assert not demo_data.is_ready(tmp_path)
    assert not demo_data.objection(tmp_path)


def test_forgetting_takes_away_what_was_recorded_and_nothing_else(ready: Path) -> None:
    (ready / "my-notes.txt").write_text("mine")
    demo_data.forget(ready)
    assert [path.name for path in ready.iterdir()] == ["my-notes.txt"]


def test_the_day_is_the_clinics_day_and_not_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    class HalfPastElevenInUtc(datetime):
        @classmethod
        def now(cls, tz=None) -> datetime:
            return datetime.fromisoformat("2026-07-06T23:30:00+00:00").astimezone(tz)

    monkeypatch.setattr(demo_data, "datetime", HalfPastElevenInUtc)
    assert demo_data._today() == "2026-07-07"
