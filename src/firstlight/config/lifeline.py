"""No process outlives the one that started it. The starter holds one end of a pipe and never writes; when it is gone,
however it went, the other end reads empty and the process ends with everything it started itself."""

import os
import signal
import threading
import time

VARIABLE = "FIRSTLIGHT_LIFELINE"
GRACE = 4.0  # seconds to finish by oneself


def watch() -> None:
    """Begin to watch, where the starter left a pipe. The process must lead a process group of its own."""
    descriptor = os.environ.pop(VARIABLE, None)
    if descriptor is not None:
        threading.Thread(target=_wait, args=(int(descriptor),), name="lifeline", daemon=True).start()


def _wait(descriptor: int) -> None:
    while os.read(descriptor, 1):
        pass
    group = os.getpgrp()
    os.killpg(group, signal.SIGTERM)
    time.sleep(GRACE)
    os.killpg(group, signal.SIGKILL)
