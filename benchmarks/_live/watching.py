"""Part a: an ordinary day of a large trust. Every monitor speaks once a second, a nurse's browser stands on a session, and
plain clients hold the boards' streams. Is anything lost, how old is a reading when the page has drawn it, and what memory
does it take?"""

import json
import time
from contextlib import ExitStack
from typing import Any, NamedTuple

from benchmarks._live import machine
from benchmarks._live.clinic import Clinic, Row, account, astray
from benchmarks._live.figures import at_most, none_of, quantiles
from benchmarks._live.program import Program, program, read, tell
from benchmarks._live.screen import Screen, on_session

LATEST_MS, MOST_MB = 60.0, 400.0
SETTLE = 1.5  # seconds after the last answer in which the last rows reach the screens
LOOK_EVERY = 0.25
LOOKS = (0.5, 0.9)  # of the time under load, at which memory is looked at


class Watched(NamedTuple):
    """What was sent, what came to each stream and to the page, and what the service took for it."""

    sent: dict[str, Any]
    seen: list[dict[str, Any]]
    handled: dict[int, tuple[float, float]]
    faults: list[str]
    memory: dict[str, Any]
    cores: dict[str, float]


def measure(clinic: Clinic, monitors: int, seconds: float, streams: int, *, browser: bool = True) -> dict[str, Any]:
    """The part's figures."""
    first = clinic.newest()
    watched = _watch(clinic, monitors, seconds, streams, browser=browser)
    rows, sent_at = clinic.stored_after(first), watched.sent["sent_at"]
    counted = account(sent_at, watched.sent["acknowledged"], rows)
    return {
        "monitors": monitors,
        "seconds": seconds,
        "messages": counted | {"lost_or_doubled": none_of(astray(counted), "message")},
        "streams": _of_streams(clinic, rows, watched.seen, sent_at),
        "browser": _of_browser(clinic, rows, watched, sent_at) if browser else None,
        "memory": watched.memory,
        "cores_used": watched.cores,
        "round_trip_ms": watched.sent["report"]["round_trip_ms"],
    }


def _watch(clinic: Clinic, monitors: int, seconds: float, streams: int, *, browser: bool) -> Watched:
    """Open everything, send, and wait until the last row has come everywhere."""
    first, *others = [nurse["cookie"] for nurse in clinic.nurses[: streams + 1]]
    sent, seen = clinic.folder / "sent.json", clinic.folder / "seen.json"
    with clinic.open("a") as house, ExitStack() as stack:
        screen = stack.enter_context(on_session(house.web, first, clinic.session)) if browser else None
        clients = program("streams", "--port", house.web, "--cookies", json.dumps(others), "--to", seen)
        holding = stack.enter_context(clients)
        holding.hear()
        tell(f"a: {monitors} monitors send for {seconds:g} s to {streams} streams{' and a browser' * browser} …")
        senders = program("steady", "--port", house.mllp, "--monitors", monitors, "--seconds", seconds, "--to", sent)
        memory, cores = _wait(stack.enter_context(senders), screen, seconds)
        _pause(screen, SETTLE)
        holding.finish()
        handled, faults = (screen.handled(), screen.faults) if screen else ({}, [])
    return Watched(read(sent), read(seen), handled, faults, memory, cores)


def _wait(senders: Program, screen: Screen | None, seconds: float) -> tuple[dict[str, Any], dict[str, float]]:
    """Until everything is sent and answered: memory of web and listener, half-way or near the end, and cores used."""
    service, waited = machine.ours(), 0.0
    looks: list[dict[str, dict[str, float]]] = []
    before = {role: machine.processor_seconds(family) for role, family in service.items()}
    while senders.works:
        _pause(screen, LOOK_EVERY)
        waited += LOOK_EVERY
        if len(looks) < len(LOOKS) and waited > seconds * LOOKS[len(looks)]:
            looks.append({role: machine.memory_mb(service[role]) for role in ("web", "listener")})
    senders.finish()
    used = {role: machine.processor_seconds(family) - before[role] for role, family in service.items()}
    return _memory(looks), {role: round(cpu / seconds, 3) for role, cpu in used.items()}


def _memory(looks: list[dict[str, dict[str, float]]]) -> dict[str, Any]:
    """The look at which web and listener took most together."""
    most = max(looks, key=_together)
    return {**most, "together": at_most(_together(most), MOST_MB, "MB")}


def _together(look: dict[str, dict[str, float]]) -> float:
    return look["web"]["shared_out"] + look["listener"]["shared_out"]


def _pause(screen: Screen | None, seconds: float) -> None:
    if screen:
        screen.wait(seconds)
    else:
        time.sleep(seconds)


def _of_streams(clinic: Clinic, rows: list[Row], seen: list[dict[str, Any]], sent: dict[str, float]) -> dict[str, Any]:
    """What each client was owed, by its clinic, and when it came."""
    control = {row.id: row.control_id for row in rows}
    missed = doubled = due = 0
    late: list[float] = []
    for nurse, client in zip(clinic.nurses[1:], seen, strict=False):
        owed = {row.id for row in rows if row.clinic == nurse["clinic"]}
        came = [row for row, _ in client["seen"]]
        due += len(owed)
        missed += len(owed - set(came))
        doubled += len(came) - len(set(came))
        late += [(at - sent[control[row]]) * 1000 for row, at in client["seen"] if row in control]
    return {
        "clients": len(seen),
        "due": due,
        "missed_or_doubled": none_of(missed + doubled, "reading"),
        "fell_behind": sum(client["behind"] for client in seen),
        "ended_early": sum(client["ended_early"] for client in seen),
        "socket_to_client_ms": quantiles(late),
    }


def _of_browser(clinic: Clinic, rows: list[Row], watched: Watched, sent: dict[str, float]) -> dict[str, Any]:
    """What the page was owed, and how old each reading was when the page's handler was done with it."""
    handled = watched.handled
    owed = {row.id: row.control_id for row in rows if row.session == clinic.session}
    late = [(handled[row][1] - sent[control]) * 1000 for row, control in owed.items() if row in handled]
    own = [(done - began) * 1000 for began, done in handled.values()]
    times = quantiles(late)
    return {
        "due": len(owed),
        "missed": none_of(len(owed.keys() - handled.keys()), "reading"),
        "script_faults": none_of(len(watched.faults), "fault of a script") | {"faults": watched.faults},
        "socket_to_handler_ms": times,
        "of_it_the_handler_ms": quantiles(own),
        "p99": at_most(times.get("p99"), LATEST_MS, "ms"),
    }
