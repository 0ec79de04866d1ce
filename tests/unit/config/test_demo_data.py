"""The demonstration's folder: never a clinic's own data, ready only while its own day lasts, and emptied of nothing else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from firstlight.apps import clock
from firstlight.config.commands import demo_data
from firstlight.config.settings import base
from firstlight.demo.hours import LONDON


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> type[datetime]:
    """The machine's clock, set by hand: a Monday, a quarter to midnight."""

    class Clock(datetime):
        shows = datetime(2026, 7, 6, 23, 45, tzinfo=LONDON)

        @classmethod
        def now(cls, tz=None) -> datetime:
            return cls.shows.astimezone(tz)

    monkeypatch.setattr(demo_data, "datetime", Clock)
    return Clock


@pytest.fixture
def ready(tmp_path: Path, machine: type[datetime]) -> Path:
    demo_data.claim(tmp_path)
    demo_data.database(tmp_path).touch()
    demo_data.note_ready(tmp_path, [("Grace Okafor", "nurse")], *demo_data.opening())
    return tmp_path


def test_a_clinics_own_database_is_never_taken_for_a_demonstration(tmp_path: Path) -> None:
    demo_data.database(tmp_path).touch()
    assert "not a demonstration's" in demo_data.objection(tmp_path)


def test_an_empty_folder_and_an_earlier_demonstration_may_be_used(tmp_path: Path, ready: Path) -> None:
    assert not demo_data.objection(tmp_path / "new")
    assert not demo_data.objection(ready)


def test_what_was_prepared_is_ready(ready: Path) -> None:
    assert demo_data.is_ready(ready)
    assert demo_data.people(ready) == [("Grace Okafor", "nurse")]


def test_made_at_night_it_stands_in_the_next_morning_and_goes_on_from_there(ready: Path, machine) -> None:
    assert demo_data.now(ready) == datetime(2026, 7, 7, 11, 40, tzinfo=LONDON)
    machine.shows += timedelta(minutes=50)
    assert demo_data.now(ready) == datetime(2026, 7, 7, 12, 30, tzinfo=LONDON)
    assert demo_data.is_ready(ready), "another day of the machine is the same day of the clinic"


@pytest.mark.parametrize("hours", [7, 24])
def test_one_whose_day_is_over_is_not_ready(ready: Path, machine, hours: int) -> None:
    machine.shows += timedelta(hours=hours)
    assert not demo_data.is_ready(ready)


def test_made_while_clinics_are_at_work_its_time_is_the_machines(tmp_path: Path, machine) -> None:
    machine.shows = datetime(2026, 7, 6, 13, 5, tzinfo=LONDON)
    assert demo_data.opening() == (machine.shows, timedelta(0))
    assert demo_data.ahead(tmp_path) == timedelta(0)


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


def test_only_the_demonstrations_settings_let_the_clock_run_ahead() -> None:
    """Every time on a real record is the machine's."""
    folder = Path(base.__file__).parent
    setting = {path.stem for path in folder.glob("*.py") if "CLOCK_AHEAD" in path.read_text(encoding="utf-8")}
    assert setting == {"base", "demo"}
    assert timedelta(0) == base.CLOCK_AHEAD


def test_the_one_clock_follows_the_demonstrations(settings) -> None:
    settings.CLOCK_AHEAD = timedelta(hours=12)
    assert timedelta(hours=11, minutes=59) < clock.now() - datetime.now(UTC) <= timedelta(hours=12, minutes=1)
