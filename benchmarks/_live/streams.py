"""Plain clients of the event stream, each signed in and on its clinic's board, which note the moment at which each stored
row came to them. Run as a process of its own; it says `open` when every stream is, and ends when its input is closed."""

import argparse
import asyncio
import gc
import json
import re
import sys
import time
from pathlib import Path

import uvloop

READINGS = re.compile(rb"id: (\d+)\nevent: readings\n")
ASK = (
    "GET /live/clinic/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n"
    "Accept: text/event-stream\r\nCookie: {}\r\n\r\n"
)


class Stream(asyncio.Protocol):
    """One client. `seen` holds (row, seconds since 1970) in the order in which they came."""

    def __init__(self, cookie: str) -> None:
        self.cookie = cookie
        self.seen: list[tuple[int, float]] = []
        self.refused = b""
        self.behind = 0
        self.opened, self.closed = asyncio.Event(), asyncio.Event()
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(ASK.format(self.cookie).encode())  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        at = time.time()
        whole, mark, self._rest = (self._rest + data).rpartition(b"\n\n")
        self.seen += [(int(row), at) for row in READINGS.findall(whole + mark)]
        self.behind += whole.count(b"event: behind\n")
        if not self.opened.is_set():
            self._open(whole)

    def connection_lost(self, fault: Exception | None) -> None:
        self.closed.set()
        self.opened.set()

    def _open(self, head: bytes) -> None:
        if b"event: time" in head:
            self.opened.set()
        elif b"\r\n\r\n" in head + self._rest and b" 200 " not in (head + self._rest).split(b"\r\n", 1)[0]:
            self.refused = (head + self._rest).split(b"\r\n", 1)[0]
            self.opened.set()


async def watch(port: int, cookies: list[str]) -> list[dict[str, object]]:
    """One stream for each cookie until our input is closed; what each saw."""
    loop = asyncio.get_running_loop()
    streams = [Stream(cookie) for cookie in cookies]
    transports = [
        (await loop.create_connection(lambda stream=stream: stream, "127.0.0.1", port))[0]  # type: ignore[misc]
        for stream in streams
    ]
    await asyncio.gather(*[stream.opened.wait() for stream in streams])
    if refused := next((stream.refused for stream in streams if stream.refused), b""):
        raise RuntimeError(f"A stream was refused: {refused.decode(errors='replace')}")
    print("open", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    ended = [stream.closed.is_set() for stream in streams]
    for transport in transports:
        transport.close()
    return [
        {"seen": stream.seen, "behind": stream.behind, "ended_early": early}
        for stream, early in zip(streams, ended, strict=True)
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--cookies", type=json.loads, required=True)
    parser.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    gc.freeze()
    gc.disable()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        args.to.write_text(json.dumps(runner.run(watch(args.port, args.cookies))))


if __name__ == "__main__":
    main()
