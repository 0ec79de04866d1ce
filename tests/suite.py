"""The whole suite, part by part, with a summary that names every part. Called by `./firstlight test`.

A part that cannot run fails, and so does a test that skips itself: nobody would ever know of it."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests import browser, databases

CHECKS = {
    "style": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "layers": ["lint-imports"],
    "templates": ["djlint", "src/firstlight/web/jinja2", "--lint", "--quiet"],
}
PURE = [
    "--cov=firstlight.clinical",
    "--cov=firstlight.science",
    "--cov-branch",
    "--cov-report=term-missing:skip-covered",
    "--cov-fail-under=100",
]
WORKERS = ["-n", str(min(os.cpu_count() or 2, 8))]
BESIDE_EACH_OTHER = {
    "sqlite": WORKERS,
    "postgres": WORKERS,
    "resilience": [*WORKERS, "--dist=loadfile"],  # a file's tests share the service that they start
    "journeys": [*WORKERS, "--dist=loadfile"],
}
SELECTED = {
    "sqlite": "not postgres and not journey and not resilience and not national",
    "postgres": "(database or postgres) and not journey and not resilience and not national",
    "resilience": "resilience and not national",
    "journeys": "journey and not national",
    "national": "national",
}
OURS = {"FIRSTLIGHT_DATA", "FIRSTLIGHT_TEST_PG", "FIRSTLIGHT_CHROMIUM"}
NOTHING_COLLECTED = 5
LONGEST = 1_200  # seconds of one part, many times what it takes
TIDYING = 20.0  # seconds that tests have to end what they started


@dataclass
class Outcome:
    """How a part went: tests counted, or the part itself where it is a check. `faults` are the reasons it failed."""

    name: str
    passed: int = 0
    faults: list[str] = field(default_factory=list)
    not_run: str = ""
    seconds: float = 0.0

    def __str__(self) -> str:
        word = "not run" if self.not_run else "FAILED" if self.faults else "passed"
        lines = [f"  {self.name:11} {word:8} {self.seconds:6.1f} s  {self.not_run or f'{self.passed} passed'}"]
        return "\n".join([*lines, *(f"      {fault}" for fault in self.faults)])


def run(parts: tuple[str, ...], matching: str | None) -> int:
    """Run the parts; 0 only when everything that was asked for ran and passed."""
    began = time.monotonic()
    outcomes: list[Outcome] = []
    with ExitStack() as stack:
        environment, missing = _surroundings(stack, parts)
        for part in parts:
            if part == "lint":
                outcomes += [_timed(_check, name, command) for name, command in CHECKS.items()]
            else:
                outcomes.append(_timed(_tests, part, environment, missing, matching))
    _tell(outcomes, time.monotonic() - began)
    return int(any(outcome.faults for outcome in outcomes))


def _timed(work, name: str, *arguments: object) -> Outcome:
    print(f"\n=== {name}", flush=True)
    began = time.monotonic()
    outcome: Outcome = work(name, *arguments)
    outcome.seconds = time.monotonic() - began
    return outcome


def _surroundings(stack: ExitStack, parts: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """What tests need from outside: the environment that names it, and for each part what could not be had."""
    environment, missing = _clean(os.environ), {}
    if {"postgres", "resilience"} & set(parts):
        try:
            environment["FIRSTLIGHT_TEST_PG"] = stack.enter_context(_postgresql()).address
        except (RuntimeError, OSError) as problem:
            missing |= {"postgres": str(problem), "resilience": str(problem)}
    if "journeys" in parts:
        try:
            environment["FIRSTLIGHT_CHROMIUM"] = _installed(browser.chromium, "chromium", "fonts-liberation")
        except RuntimeError as problem:
            missing["journeys"] = str(problem)
    return environment, missing


def _clean(environ) -> dict[str, str]:
    """Without what somebody set up for a service of their own: no test may reach it."""
    return {
        name: value
        for name, value in environ.items()
        if name in OURS or not name.startswith(("FIRSTLIGHT_", "DATABASE_URL", "DJANGO_"))
    }


def _postgresql():
    if not os.environ.get("FIRSTLIGHT_TEST_PG") and not os.environ.get("DATABASE_URL"):
        _installed(databases.binaries, "postgresql")
    return databases.postgresql()


def _installed(find, *packages: str):
    """What `find` finds; as root, after installing Debian's packages. Raises RuntimeError with what to do."""
    try:
        return find()
    except RuntimeError:
        if os.geteuid() != 0:
            raise
    print(f"Installing {' '.join(packages)} with apt-get …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    subprocess.run(["apt-get", "update"], **quiet)
    subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *packages], **quiet)
    return find()


def _check(name: str, command: list[str]) -> Outcome:
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run([str(program), *command[1:]], check=False)
    return Outcome(name, passed=int(not done.returncode), faults=[f"{command[0]} found faults"] * bool(done.returncode))


def _tests(part: str, environment: dict[str, str], missing: dict[str, str], matching: str | None) -> Outcome:
    if part in missing:
        return Outcome(part, faults=[f"could not run: {missing[part]}"])
    if part == "national" and not environment.get("FIRSTLIGHT_DATA"):
        return Outcome(part, not_run="needs data from outside: set FIRSTLIGHT_DATA to its folder")
    if part == "postgres":
        environment = environment | {
            "DATABASE_URL": databases.Server(environment["FIRSTLIGHT_TEST_PG"]).url("firstlight")
        }
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-m", SELECTED[part], f"--junit-xml={report}"]
        command += ["-k", matching] if matching else []
        command += BESIDE_EACH_OTHER.get(part, [])
        command += PURE if part == "sqlite" and not matching else []
        try:
            code = _to_the_end(command, environment)
        except subprocess.TimeoutExpired:
            return Outcome(part, faults=[f"did not end within {LONGEST} s"])
        return _read(part, code, report, allow_none=bool(matching) or part == "national")


def _to_the_end(command: list[str], environment: dict[str, str]) -> int:
    """Its exit code. Nothing that it started outlives it or us, whichever ends first and however. Raises TimeoutExpired."""
    process = subprocess.Popen(command, env=environment, start_new_session=True, preexec_fn=databases._die_with_us)
    try:
        return process.wait(LONGEST)
    finally:
        try:
            if process.poll() is None:  # as Ctrl-C does, so that fixtures are torn down
                _signal_all_of(process, signal.SIGINT)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(TIDYING)
        finally:
            _signal_all_of(process, signal.SIGKILL)
            process.wait()


def _signal_all_of(process: subprocess.Popen[bytes], number: int) -> None:
    with suppress(ProcessLookupError):  # nobody is left
        os.killpg(process.pid, number)


def _read(part: str, code: int, report: Path, *, allow_none: bool) -> Outcome:
    """What pytest's report says, which counts for more than its exit code: a skipped test is a fault here."""
    if code == NOTHING_COLLECTED:
        return Outcome(part, not_run="no test here") if allow_none else Outcome(part, faults=["no test here"])
    outcome = Outcome(part)
    cases = ElementTree.parse(report).iter("testcase") if report.exists() else ()
    for case in cases:
        faults = [
            f"{_name(case)} {trouble.tag}" + _why(trouble)
            for trouble in case
            if trouble.tag in {"failure", "error", "skipped"}
        ]
        outcome.faults += faults
        outcome.passed += not faults
    if code and not outcome.faults:
        outcome.faults.append(f"pytest ended with code {code} (coverage under 100 %, or it was stopped)")
    return outcome


def _name(case: ElementTree.Element) -> str:
    return f"{case.get('classname', '')}::{case.get('name', '')}"


def _why(trouble: ElementTree.Element) -> str:
    said = re.sub(r"\s+", " ", trouble.get("message") or "")
    return f": {said[:160]}" if said else ""


def _tell(outcomes: list[Outcome], seconds: float) -> None:
    print(f"\n=== Summary, after {seconds:.0f} s")
    print("\n".join(map(str, outcomes)))
    failed = sum(len(outcome.faults) for outcome in outcomes)
    print(f"\n{sum(outcome.passed for outcome in outcomes)} passed, {failed} failed", flush=True)
