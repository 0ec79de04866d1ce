"""What somebody without a sign-in, or another account on the machine, can provoke costs little and tells nothing."""

import io
import logging
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from firstlight.apps import doorbell
from firstlight.config.one_line import OneLine


def test_a_request_for_another_hosts_name_is_one_short_line_in_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    strangers = logging.getLogger("django.security")
    (handler,) = [one for one in strangers.handlers if isinstance(one.formatter, OneLine)]
    monkeypatch.setattr(handler, "stream", written)
    assert Client().get("/sign-in/", headers={"Host": "evil.example" + "x" * 5_000}).status_code == 400
    assert not strangers.propagate, "and nowhere else"
    (line,) = written.getvalue().splitlines()
    assert "Invalid HTTP_HOST header" in line
    assert len(line) < 400


def test_the_names_of_hosts_may_be_written_with_spaces(tmp_path: Path) -> None:
    told = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "firstlight.config.settings.production",
        "FIRSTLIGHT_SECRET_KEY": "x" * 50,
        "FIRSTLIGHT_DATA_DIR": str(tmp_path),
        "FIRSTLIGHT_HOSTS": " clinic.example , 127.0.0.1,",
    }
    asked = "from django.conf import settings; print(settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS)"
    done = subprocess.run([sys.executable, "-c", asked], env=told, capture_output=True, text=True, check=True)
    assert done.stdout == "['clinic.example', '127.0.0.1'] ['https://clinic.example', 'https://127.0.0.1']\n"
    told["FIRSTLIGHT_HOSTS"] = " , "
    done = subprocess.run([sys.executable, "-c", asked], env=told, capture_output=True, text=True, check=False)
    assert "FIRSTLIGHT_HOSTS names no host" in done.stderr


@pytest.fixture
def bells(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the bells would hang, in a temporary folder of the test's own. (A bell's path may be 107 letters long.)"""
    with tempfile.TemporaryDirectory(prefix="b") as temporary:
        monkeypatch.setattr(tempfile, "tempdir", temporary)
        settings.DATA_DIR = Path(temporary) / "data"
        yield doorbell.folder()


def rings_reach(bell: doorbell.DatagramBell) -> bool:
    doorbell._ring_datagrams(doorbell.CHANGES)
    return bell.wait(0.2) == {doorbell.CHANGES}


def test_a_bell_hangs_where_our_account_alone_can_reach_it(bells: Path) -> None:
    bell = doorbell.DatagramBell()
    assert stat.S_IMODE(bells.stat().st_mode) == 0o700
    assert rings_reach(bell)
    bell.close()


@pytest.mark.parametrize("laid", ["open to others", "a link", "another's"])
def test_none_hangs_in_a_folder_that_another_account_laid_there(
    bells: Path, laid: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    theirs = bells if laid != "a link" else bells.with_name("theirs")
    theirs.mkdir(mode=0o700)
    theirs.chmod(0o777 if laid == "open to others" else 0o700)
    if laid == "a link":
        bells.symlink_to(theirs)
    if laid == "another's":
        us = os.getuid()
        monkeypatch.setattr(doorbell, "folder", lambda: bells)
        monkeypatch.setattr(os, "getuid", lambda: us + 1)
    bell = doorbell.DatagramBell()
    assert bell.path.parent != bells
    assert list(bells.iterdir()) == []
    assert not rings_reach(bell), "the screen looks once a second instead"
    assert "not ours alone" in caplog.text
    bell.close()
