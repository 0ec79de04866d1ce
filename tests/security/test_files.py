"""What Firstlight writes to the disk about people, its own account alone can read."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from tests.services import Service


def open_to_others(folder: Path) -> list[str]:
    """The files and folders there that anybody but their owner may read, write or enter."""
    found = [folder, *folder.rglob("*")]
    return [path.name for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_no_file_of_a_service_is_open_to_others(tmp_path: Path) -> None:
    service = Service(tmp_path / "service")
    service.folder.mkdir(mode=0o700)
    before = os.umask(0o022)
    try:
        for command in (["migrate"], ["audit", "verify"], ["backup", str(tmp_path / "backup")]):
            service.must(*command)
    finally:
        os.umask(before)
    assert {"firstlight.sqlite3", "audit-heads.jsonl"} <= {path.name for path in service.folder.iterdir()}
    assert open_to_others(service.folder) == []
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o600


def test_nor_is_the_folder_of_a_demonstration(tmp_path: Path) -> None:
    folder = tmp_path / "demonstration"
    told = {"PATH": os.environ["PATH"], "FIRSTLIGHT_DATA_DIR": str(folder)}
    before = os.umask(0o022)
    try:
        subprocess.run([sys.executable, "-m", "firstlight", "migrate", "--demo"], env=told, check=True)
    finally:
        os.umask(before)
    assert {"secret", "firstlight.sqlite3"} <= {path.name for path in folder.iterdir()}
    assert open_to_others(folder) == []
