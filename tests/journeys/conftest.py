"""A real web process over a filled database, a real browser, and people at it. Each journey has a clinic of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import chromium

ROOT = Path(__file__).parents[2]
WIDE = {"width": 1440, "height": 900}
READY_WITHIN = 60.0
DEMONSTRATION = "firstlight.config.settings.demo"


@dataclass
class Seed:
    """What the journeys ask for by name."""

    sessions: dict[str, int]
    patients: dict[str, int]
    protocol: int
    today: str


@dataclass
class Clinic:
    """A running clinic: where its pages are, and how to bring people and monitors to it."""

    folder: Path
    port: int
    browser: Browser
    seed: Seed
    web: subprocess.Popen[bytes] | None = None
    bedside: list[subprocess.Popen[bytes]] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    settings: str = DEMONSTRATION
    host: str = "127.0.0.1"

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    def open_doors(self) -> None:
        """Start the web process and wait until it answers."""
        self.web = _python(self.folder, "-m", "firstlight", "web", "--port", str(self.port), settings=self.settings)
        until = time.monotonic() + READY_WITHIN
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                assert time.monotonic() < until, "the web process did not answer"
                assert self.web.poll() is None, "the web process ended"
                time.sleep(0.1)

    def shut_doors(self) -> None:
        """The web process is gone, as when a cable is pulled."""
        _end(self.web)
        self.web = None

    def monitors_show(self, **pulses: float) -> subprocess.Popen[bytes]:
        """Bedside monitors speak once a second: monitors_show(bay2=98)."""
        shown = [f"{bay.removeprefix('bay')}={pulse}" for bay, pulse in pulses.items()]
        process = _python(self.folder, "-m", "tests.journeys.bedside", *shown)
        self.bedside.append(process)
        return process

    def arrives(self, who: str, *, scripts: bool = True, width: int = 1440) -> Page:
        """A browser of one person, signed in by the demonstration's door."""
        page = self.window(scripts=scripts, width=width)
        page.goto("/demo/sign-in/")
        page.get_by_role("button", name=who).click()
        page.wait_for_url("**/board/") if "manager" not in who else page.wait_for_load_state()
        return page

    def window(self, *, scripts: bool = True, width: int = 1440) -> Page:
        """A browser nobody has signed in with."""
        context = self.browser.new_context(
            base_url=self.address,
            locale="en-GB",
            timezone_id="Europe/London",
            viewport={"width": width, "height": WIDE["height"]},  # type: ignore[typeddict-item]
            java_script_enabled=scripts,
        )
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        for process in self.bedside:
            _end(process)
        self.shut_doors()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, brought up to date once."""
    folder = tmp_path_factory.mktemp("journeys")
    done = _python(folder, "-m", "firstlight", "migrate", capture=True)
    said, _ = done.communicate()
    assert done.returncode == 0, said.decode()
    return folder


@pytest.fixture
def clinic(browser: Browser, migrated: Path, tmp_path: Path) -> Iterator[Clinic]:
    """Six bays at work, with the doors open."""
    folder = tmp_path / "clinic"
    shutil.copytree(migrated, folder)
    filling = _python(folder, "-m", "tests.journeys.fill", capture=True)
    said, _ = filling.communicate()
    assert filling.returncode == 0, said.decode()
    seed = Seed(**json.loads(said.decode().splitlines()[-1]))
    made = Clinic(folder, _free_port(), browser, seed)
    try:
        made.open_doors()
        yield made
    finally:
        made.close()


def _python(
    folder: Path, *arguments: str, capture: bool = False, settings: str = DEMONSTRATION
) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "FIRSTLIGHT_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    environment.pop("DATABASE_URL", None)
    pipe = subprocess.PIPE if capture else subprocess.DEVNULL
    joined = subprocess.STDOUT if capture else subprocess.DEVNULL
    return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment, stdout=pipe, stderr=joined)


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is None or process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
