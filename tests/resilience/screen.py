"""A nurse's screen with the board on it: the page itself, and its event stream as the page holds it, which is opened again
whenever it ends, however it ended, and says which row it saw last."""

import http.client
import json
import re
import socket
import threading
from collections.abc import Collection, Iterator
from contextlib import suppress

RETRY = 1.0  # seconds, as the stream asks for
PATIENCE = 30.0
TILE = re.compile(r'<article class="fl-tile fl-tile--(\w+)"[^>]*?data-session="(\d+)"', re.DOTALL)


class Screen:
    """`seen` holds the ids of every row that came down the stream; `newest` when the newest of each session was received."""

    def __init__(self, port: int, cookie: str) -> None:
        self.seen: set[int] = set()
        self.newest: dict[int, int] = {}
        self._port, self._cookie = port, cookie
        self._last_id = ""
        self._over = threading.Event()
        self._connection: http.client.HTTPConnection | None = None
        self._thread = threading.Thread(target=self._hold_open, name="screen", daemon=True)

    def open(self) -> None:
        """Begin to hold the stream open."""
        self._thread.start()

    def close(self) -> None:
        """End the stream."""
        self._over.set()
        if self._connection and self._connection.sock:
            with suppress(OSError):
                self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def is_itself(self, sessions: Collection[int], since: float) -> bool:
        """Whether the stream told a reading of each session received after `since` (seconds since 1970), and the page, asked
        for now, shows each of them and none as stale."""
        if any(self.newest.get(session, 0) <= since * 1000 for session in sessions):
            return False
        forms = self.tiles()
        return all(forms.get(session, "stale") != "stale" for session in sessions)

    def tiles(self) -> dict[int, str]:
        """The board's page: session -> its tile's form. Nothing where no page came."""
        link = self._connect()
        try:
            link.request("GET", "/board/", headers=self._headers())
            answer = link.getresponse()
            page = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return {}
        finally:
            link.close()
        return {int(session): form for form, session in TILE.findall(page)} if answer.status == 200 else {}

    def _hold_open(self) -> None:
        while not self._over.is_set():
            with suppress(OSError, http.client.HTTPException):  # broken: it is made again
                self._read()
            self._over.wait(RETRY)

    def _read(self) -> None:
        self._connection = self._connect()
        headers = self._headers() | {"Accept": "text/event-stream"}
        if self._last_id:
            headers["Last-Event-ID"] = self._last_id
        self._connection.request("GET", "/live/clinic/", headers=headers)
        answer = self._connection.getresponse()
        if answer.status == 200:
            for event in _events(answer):
                self._take(event)

    def _take(self, event: dict[str, str]) -> None:
        if event.get("event") != "readings":
            return
        told = json.loads(event["data"])
        self._last_id = event["id"]
        self.seen.add(int(event["id"]))
        self.newest[told["session"]] = max(told["received"], self.newest.get(told["session"], 0))

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)

    def _headers(self) -> dict[str, str]:
        return {"Cookie": self._cookie, "X-Forwarded-Proto": "https"}


def _events(answer: http.client.HTTPResponse) -> Iterator[dict[str, str]]:
    """The fields of each event, until the stream ends."""
    fields: dict[str, str] = {}
    while line := answer.readline():
        name, _, value = line.decode().rstrip("\n").partition(": ")
        if name:
            fields[name] = value
        else:
            yield fields
            fields = {}
