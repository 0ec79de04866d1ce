"""The command line: every command is there, says what it is for, and what is wrong is said in a sentence."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from firstlight.config import cli
from firstlight.config.cli import COMMANDS

MODULES = {name: f"firstlight.config.commands.{command.module}" for name, command in COMMANDS.items()}


def firstlight(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would, with nothing set up but what is given."""
    clean = {"PATH": "/usr/bin:/bin", **environment}
    command = [sys.executable, "-m", "firstlight", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=clean, check=False)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    module = import_module(MODULES[name])
    assert module.__doc__
    with pytest.raises(SystemExit) as ended:
        cli.parser_for(name, module).parse_args(["--help"])
    assert ended.value.code == 0
    assert module.__doc__.splitlines()[0] in capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_flag_of_every_command_says_what_it_does(name: str) -> None:
    parser = cli.parser_for(name, import_module(MODULES[name]))
    assert [flag.dest for flag in parser._actions if not flag.help] == []


def test_the_overview_names_every_command_that_people_use() -> None:
    shown = cli.overview()
    for name, command in COMMANDS.items():
        assert (f"  {name} " in shown) == bool(command.summary)


def test_asked_for_help_it_helps_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    assert "demo" in capsys.readouterr().out


def test_without_a_command_it_helps_and_says_that_nothing_was_done() -> None:
    assert cli.main([]) == 2


def test_a_command_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["dmeo"]) == 2
    assert "There is no command 'dmeo'." in capsys.readouterr().err


@pytest.mark.parametrize("name", ["run", "migrate", "work", "web"])
def test_a_service_that_is_not_set_up_does_not_start_and_says_what_is_missing(name: str) -> None:
    done = firstlight(name)
    assert done.returncode == 2
    assert "FIRSTLIGHT_SECRET_KEY is not set" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_address_that_cannot_be_is_refused_in_a_sentence(tmp_path: Path) -> None:
    done = firstlight(
        "migrate",
        FIRSTLIGHT_SECRET_KEY="x" * 50,
        FIRSTLIGHT_HOSTS="clinic.example",
        FIRSTLIGHT_DATA_DIR=str(tmp_path),
        DATABASE_URL="mysql://somewhere/else",
    )
    assert done.returncode == 2
    assert "DATABASE_URL must begin with postgresql://" in done.stderr
    assert "Traceback" not in done.stderr


def test_commands_for_the_demonstration_never_touch_a_clinics_own_database(tmp_path: Path) -> None:
    (tmp_path / "firstlight.sqlite3").write_text("a clinic's")
    done = firstlight("migrate", "--demo", FIRSTLIGHT_DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert "not a demonstration's" in done.stderr
    assert (tmp_path / "firstlight.sqlite3").read_text() == "a clinic's"
