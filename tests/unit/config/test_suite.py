"""`./firstlight test` is honest: what fails, what skips itself and what cannot run all fail it, by name."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests import suite
from tests.unit.integration.hl7.sender import eventually

# The command itself, with one part that starts a process, says its own and that one's number, and goes on for ever.
ENDLESS = """
import argparse, sys
from firstlight.config.commands import test
sys.path.insert(0, sys.argv[1])
from tests import suite
part = (
    "import os, subprocess, sys, time; "
    "other = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); "
    "print(os.getpid(), other.pid, flush=True); time.sleep(600)"
)
suite._tests = lambda *_: suite._to_the_end([sys.executable, "-c", part], {})
test.run(argparse.Namespace(only=["journeys"], matching=None))
"""
SOON = 30.0
PASSED = '<testcase classname="tests.a" name="test_one"/>'
FAILED = '<testcase classname="tests.a" name="test_two"><failure message="2 is not 3"/></testcase>'
SKIPPED = '<testcase classname="tests.a" name="test_three"><skipped message="no browser"/></testcase>'
BROKEN = '<testcase classname="tests.a" name="test_four"><error message="no database"/></testcase>'


@pytest.fixture
def report(tmp_path: Path):
    def write(*cases: str) -> Path:
        path = tmp_path / "report.xml"
        path.write_text(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>")
        return path

    return write


def test_a_part_in_which_all_is_well_passes(report) -> None:
    outcome = suite._read("sqlite", 0, report(PASSED), allow_none=False)
    assert (outcome.passed, outcome.faults) == (1, [])


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (FAILED, "tests.a::test_two failure: 2 is not 3"),
        (SKIPPED, "tests.a::test_three skipped: no browser"),
        (BROKEN, "tests.a::test_four error: no database"),
    ],
)
def test_a_test_that_fails_breaks_or_skips_itself_is_named(report, case: str, told: str) -> None:
    outcome = suite._read("sqlite", 0, report(PASSED, case), allow_none=False)
    assert outcome.faults == [told]
    assert "FAILED" in str(outcome)


def test_a_run_that_ended_badly_fails_although_every_test_passed(report) -> None:
    assert suite._read("sqlite", 1, report(PASSED), allow_none=False).faults


def test_a_run_that_left_no_report_fails(tmp_path: Path) -> None:
    assert suite._read("sqlite", 3, tmp_path / "nothing", allow_none=False).faults


def test_a_part_without_a_single_test_fails_unless_it_was_narrowed(tmp_path: Path) -> None:
    assert suite._read("journeys", 5, tmp_path / "nothing", allow_none=False).faults == ["no test here"]
    assert suite._read("journeys", 5, tmp_path / "nothing", allow_none=True).not_run == "no test here"


def test_what_could_not_be_had_fails_the_part_that_needs_it() -> None:
    outcome = suite._tests("journeys", {}, {"journeys": "There is no Chromium."}, None)
    assert outcome.faults == ["could not run: There is no Chromium."]


def test_national_tests_are_named_as_not_run_and_fail_nothing() -> None:
    outcome = suite._tests("national", {}, {}, None)
    assert outcome.faults == []
    assert "FIRSTLIGHT_DATA" in outcome.not_run


def test_one_fault_anywhere_fails_the_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = {"sqlite": suite.Outcome("sqlite", passed=9), "national": suite.Outcome("national", not_run="no data")}
    monkeypatch.setattr(suite, "_tests", lambda part, *_: outcomes[part])
    assert suite.run(("sqlite", "national"), None) == 0
    assert capsys.readouterr().out.rstrip().splitlines()[-1] == "9 passed, 0 failed"

    outcomes["sqlite"].faults.append("one")
    assert suite.run(("sqlite", "national"), None) == 1
    assert capsys.readouterr().out.rstrip().splitlines()[-1] == "9 passed, 1 failed"


@pytest.fixture
def endless() -> Iterator[tuple[subprocess.Popen[str], list[psutil.Process]]]:
    """`firstlight test` in the middle of it, and what it has started."""
    command = [sys.executable, "-c", ENDLESS, str(Path(suite.__file__).parents[1])]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    said = ""
    while not said[:1].isdigit():
        said = process.stdout.readline()
        assert said, "it ended"
    started = [psutil.Process(int(number)) for number in said.split()]
    yield process, started
    for one in [psutil.Process(process.pid), *started] if process.poll() is None else started:
        if one.is_running():
            one.kill()
    process.wait()


def works(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_asked_to_stop_it_leaves_no_test_running(endless, number: int) -> None:
    process, started = endless
    process.send_signal(number)
    process.wait(SOON)
    assert eventually(lambda: not any(map(works, started)), SOON)


def test_killed_it_stops_its_tests_too(endless) -> None:
    process, (tests, _) = endless
    process.kill()
    assert eventually(lambda: not works(tests), SOON)


def test_every_test_belongs_to_exactly_one_part() -> None:
    """As pytest reads the expressions, for every way in which a test can be marked."""
    marks = ("journey", "resilience", "national", "postgres", "database")
    for number in range(2 ** len(marks)):
        marked = {mark: bool(number >> place & 1) for place, mark in enumerate(marks)}
        chosen = [part for part, words in suite.SELECTED.items() if eval(words, {}, marked)]
        again = {"postgres"} if marked["database"] and not marked["postgres"] else set()
        if marked["journey"] and marked["resilience"]:
            continue
        assert len(set(chosen) - again) == 1, (marked, chosen)


def test_a_service_of_ones_own_is_out_of_the_tests_reach() -> None:
    mine = {"DATABASE_URL": "mine", "FIRSTLIGHT_DATA_DIR": "mine", "FIRSTLIGHT_TEST_PG": "for tests", "PATH": "p"}
    assert suite._clean(mine) == {"FIRSTLIGHT_TEST_PG": "for tests", "PATH": "p"}
