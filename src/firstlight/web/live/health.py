"""How the service is: its database, listener, jobs and audit chain, for a person's eye and for a watchdog."""

from datetime import timedelta
from typing import Any

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse

from firstlight.apps import clock
from firstlight.apps.audit import queries
from firstlight.apps.page import public

SILENT_AFTER = timedelta(seconds=20)
WALKED_WITHIN = timedelta(hours=1)  # the chain's newest part is walked every quarter of an hour


@public("a watchdog has no sign-in; it learns states and counts, nothing of people")
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when everything is well, 503 when anything is not."""
    try:
        states = {
            "database": {"state": "ok", "kind": connection.vendor},
            "listener": _listener(),
            "jobs": _jobs(),
            "audit_chain": _chain(),
        }
    except Error:
        states = {"database": {"state": "lost"}}
    well = all(state["state"] == "ok" for state in states.values())
    return JsonResponse({"state": "ok" if well else "not well", **states}, status=200 if well else 503)


def _process(name: str) -> dict[str, Any]:
    silence = queries.silence(name)
    if silence is None:
        return {"state": "never started"}
    state = "ok" if silence < SILENT_AFTER else "silent"
    return {"state": state, "silent_seconds": round(silence.total_seconds(), 1)}


def _listener() -> dict[str, Any]:
    """It may be alive and have no room: whoever is turned away then is a monitor that nobody hears."""
    found = _process("listener")
    beat = queries.heartbeat("listener")
    detail = beat.detail if beat else {}
    if "last_hour" in detail:
        found["last_hour"] = detail["last_hour"]
    if found["state"] == "ok" and detail.get("turning_away"):
        found["state"] = "turning away"
    return found


def _jobs() -> dict[str, Any]:
    """The process may be alive and its clock stand still, or every turn fail: the jobs themselves are asked."""
    found = _process("jobs")
    if found["state"] == "ok" and (trouble := queries.jobs_in_trouble(clock.now())):
        found |= {"state": "in trouble", "trouble": trouble}
    return found


def _chain() -> dict[str, Any]:
    """As last walked by the jobs process, with the fault if it found one."""
    head = queries.head()
    found: dict[str, Any] = {"state": "ok", "entries": head.sequence, "verified_to": head.verified_to}
    if head.fault:
        found |= {"state": "broken", "fault": head.fault}
    elif head.verified_at is None:
        found["state"] = "not walked yet"
    elif clock.now() - head.verified_at > WALKED_WITHIN:
        found["state"] = "not walked lately"
    return found
