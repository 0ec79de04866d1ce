"""What the machine itself can do and what our processes take of it: the disk's syncs, processors' time, memory."""

import os
import platform
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psutil

SYNC_SECONDS = 1.0
BLOCK = 4096
ROLES = {"web": "web", "listener": "listen", "jobs": "work"}


def described(folder: Path) -> dict[str, Any]:
    """The machine, and the disk under `folder`."""
    return {
        "cores": os.cpu_count(),
        "architecture": platform.machine(),
        "memory_mb": round(psutil.virtual_memory().total / 1e6),
        "python": platform.python_version(),
        "file_system": file_system(folder),
    }


def file_system(folder: Path) -> str:
    """The kind of file system that a folder lies on."""
    own = folder.resolve()
    mounts = {Path(part.mountpoint): part.fstype for part in psutil.disk_partitions(all=True)}
    return next((mounts[place] for place in (own, *own.parents) if place in mounts), "unknown")


def syncs_per_second(folder: Path, block: int = BLOCK) -> float:
    """How often this disk takes `block` bytes more and says that they are safe: nothing that is durable outruns it."""
    path, data = folder / "sync-trial", b"\0" * block
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        count, began = 0, time.perf_counter()
        while (took := time.perf_counter() - began) < SYNC_SECONDS:
            os.write(file, data)
            os.fdatasync(file)
            count += 1
        return count / took
    finally:
        os.close(file)
        path.unlink()


def ours() -> dict[str, list[psutil.Process]]:
    """The service's processes that this one started: web, listener and jobs, each with its children."""
    found: dict[str, list[psutil.Process]] = {}
    for process in psutil.Process().children(recursive=True):
        command = _command(process)
        for role, word in ROLES.items():
            if "firstlight" in command and word in command:
                found[role] = [process, *process.children(recursive=True)]
    return found


def family(pid: int) -> list[psutil.Process]:
    """A process and everything it started."""
    first = psutil.Process(pid)
    return [first, *first.children(recursive=True)]


def processor_seconds(processes: Iterable[psutil.Process]) -> float:
    """Time of a core that they used until now; one that has ended counts no more."""
    total = 0.0
    for process in processes:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


def memory_mb(processes: Iterable[psutil.Process]) -> dict[str, float]:
    """`shared_out`: pages that several processes share are counted once, in parts (PSS). `resident`: counted in each."""
    infos = [process.memory_full_info() for process in processes]
    return {
        "shared_out": round(sum(info.pss for info in infos) / 1e6, 1),
        "resident": round(sum(info.rss for info in infos) / 1e6, 1),
    }


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
