"""Part e: a nurse saves observations while 2,000 messages a second come in. What counts is how long the nurse waits: from
pressing the button until the set is safe, and until the page that says so has come."""

import html
import http.client
import json
import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks._live.clinic import Clinic, account, astray
from benchmarks._live.crowd import MONITORS
from benchmarks._live.figures import at_most, none_of, quantiles
from benchmarks._live.program import Program, program, read, tell

LONGEST_MS = 500.0
PAUSE = 1.0  # seconds between two saves
UNTIL_STEADY = 6.0  # seconds in which 2,000 connections are made and recorded
PATIENCE = 60.0
SETS = "SELECT count(*) FROM infusion_observationset WHERE session_id = {}"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Nurse:
    """A browser's part in saving, without the browser: one connection, the cookies, the form's token."""

    def __init__(self, port: int, cookie: str, session: int) -> None:
        self._link = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._origin = f"https://127.0.0.1:{port}"
        self._cookies = {cookie.partition("=")[0]: cookie.partition("=")[2]}
        self._page = f"/sessions/{session}/"
        self.open_page(self._page)

    def open_page(self, path: str) -> None:
        """The session's page, whole, and the token of its forms. Raises RuntimeError for any other page."""
        status, body = self._ask("GET", path)
        found = TOKEN.search(body)
        if status != 200 or not found:
            raise RuntimeError(f"{path} answered {status}: {body[:300]}")
        self._token = html.unescape(found.group(1))

    def save(self, values: dict[str, str]) -> tuple[float, float]:
        """One set: milliseconds until it was saved, and until the page was there again."""
        form = urlencode(values | {"csrfmiddlewaretoken": self._token, "request_key": str(uuid.uuid4())})
        began = time.perf_counter()
        status, body = self._ask("POST", f"{self._page}sets/", form)
        saved = time.perf_counter()
        if status != 302:
            raise RuntimeError(f"The set was not saved ({status}): {body[:2000]}")
        self.open_page(self._page)
        return (saved - began) * 1000, (time.perf_counter() - began) * 1000

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "X-Forwarded-Proto": "https",
            "Origin": self._origin,
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._link.request(method, path, body, headers)
        answer = self._link.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, answer.read().decode()


def observations(number: int) -> dict[str, str]:
    """Ordinary figures, a little different each time."""
    return {"systolic": str(126 + number % 5), "diastolic": str(78 + number % 3), "pulse": str(72 + number % 7),
            "spo2": "98", "resp_rate": "14", "moaas": "5"}  # fmt: skip


def measure(clinic: Clinic, saves: int) -> dict[str, Any]:
    """The part's figures."""
    to, first = clinic.folder / "sent.json", clinic.newest()
    before = _sets(clinic)
    seconds = UNTIL_STEADY + saves * PAUSE + 2.0
    with _under_load(clinic, seconds, to) as (port, senders):
        tell(f"e: {saves} sets are saved while {MONITORS:,} messages a second come in …")
        time.sleep(UNTIL_STEADY)
        waited = _save_all(Nurse(port, clinic.nurses[0]["cookie"], clinic.session), saves)
        senders.wait()
    sent = read(to)
    counted = account(sent["sent_at"], sent["acknowledged"], clinic.stored_after(first))
    saved, shown = quantiles(one for one, _ in waited), quantiles(one for _, one in waited)
    return {
        "saves": saves,
        "messages_per_second": round(counted["acknowledged"] / seconds),
        "saved_ms": saved,
        "saved_at_most": at_most(saved["max"], LONGEST_MS, "ms"),
        "page_shown_ms": shown,
        "page_shown_p95": at_most(shown["p95"], LONGEST_MS, "ms"),
        "sets_lost_or_doubled": none_of(abs(_sets(clinic) - before - saves), "set"),
        "messages_lost_or_doubled": none_of(astray(counted), "message"),
        "round_trip_ms": sent["report"]["round_trip_ms"],
    }


def _sets(clinic: Clinic) -> int:
    return int(clinic.service.rows(SETS.format(clinic.session))[0][0])


@contextmanager
def _under_load(clinic: Clinic, seconds: float, to: Path) -> Iterator[tuple[int, Program]]:
    """The pages' port and the senders, with a board's stream open, so that web has the readings to tell as well."""
    watching = ("--cookies", json.dumps([clinic.nurses[0]["cookie"]]), "--to", clinic.folder / "seen.json")
    sending = ("--monitors", MONITORS, "--seconds", seconds, "--to", to)
    with clinic.open("e") as house, program("streams", "--port", house.web, *watching) as watcher:
        watcher.hear()
        with program("steady", "--port", house.mllp, *sending) as senders:
            yield house.web, senders


def _save_all(nurse: Nurse, saves: int) -> list[tuple[float, float]]:
    waited = []
    for number in range(saves):
        began = time.monotonic()
        waited.append(nurse.save(observations(number)))
        time.sleep(max(0.0, PAUSE - (time.monotonic() - began)))
    return waited
