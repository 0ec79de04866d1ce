"""Whether a service that was just started is well, as its own health page tells."""

import http.client
import json
import time

from firstlight.config.commands.processes import Supervisor
from firstlight.config.commands.progress import say

OPEN_WITHIN = 60.0  # seconds until the pages must answer
WELL_WITHIN = 10.0  # seconds more for the rest of it
TOO_MANY_DEATHS = 3


def wait_until_well(supervisor: Supervisor, host: str, port: int, name: str) -> str:
    """Tend the processes until the health page says that all is well; otherwise what is wrong.

    `name` is the host name to ask for, one that the service answers to. Once the pages answer, a part that is slow to
    come is told of and not waited for.
    """
    began = shown = time.monotonic()
    answered = None
    while not supervisor.stopping:
        now, states = time.monotonic(), health(host, port, name)
        if states is not None and states["state"] == "ok":
            return ""
        answered = answered or (now if states is not None else None)
        if answered and now - answered > WELL_WITHIN:
            say(f"Not everything is well yet: {_unwell(states)}. See /healthz.")
            return ""
        if now - began > OPEN_WITHIN or max(part.deaths for part in supervisor.parts) >= TOO_MANY_DEATHS:
            return "Firstlight could not be started."
        if now - shown > 2:
            shown = now
            say(f"Starting: {_unwell(states)} …")
        supervisor.tend()
        time.sleep(0.05)
    return ""


def health(host: str, port: int, name: str) -> dict[str, object] | None:
    """What /healthz says; None where nothing answers."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": name})
        return dict(json.loads(connection.getresponse().read()))
    except (OSError, ValueError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _unwell(states: dict[str, object] | None) -> str:
    if states is None:
        return "waiting for the pages"
    parts = {name: part["state"] for name, part in states.items() if isinstance(part, dict)}
    return ", ".join(f"{name.replace('_', ' ')} {state}" for name, state in parts.items() if state != "ok")
