"""One simulated monitor on one connection. It sends, waits for its answers in order, and after a broken connection sends
again what was not answered, with the same control ids, as a monitor does."""

import asyncio
import contextlib
import time
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from firstlight.integration.hl7.framing import END, RETURN, START
from firstlight.integration.hl7.simulate.beds import Bed

if TYPE_CHECKING:
    from firstlight.integration.hl7.simulate.simulator import Simulator

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0  # seconds before connecting again, doubling
ACCEPTED = (b"AA", b"CA")
ERROR = (b"AE", b"CE")  # not for what it says, so it may be sent again


class Sent(NamedTuple):
    """A message that waits for its answer. `at` is on this process's clock, as uvloop's counts whole milliseconds only."""

    control_id: str
    at: float
    framed: bytes


class Monitor(asyncio.Protocol):
    """Made by the simulator for each bed."""

    def __init__(self, simulator: "Simulator", bed: Bed) -> None:
        self.bed = bed
        self.unanswered: deque[Sent] = deque()
        self._put_off: deque[Sent] = deque()  # answered with an error, to be sent again
        self.connected = False
        self._simulator = simulator
        self._rest = b""
        self._ended = False
        self._lost = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many messages have no last answer yet."""
        return len(self.unanswered) + len(self._put_off)

    async def stay_connected(self, host: str, port: int) -> None:
        """Connect, and connect again, until told to end."""
        pause = FIRST_PAUSE
        while not self._ended:
            try:
                await asyncio.get_running_loop().create_connection(lambda: self, host, port)
            except OSError:
                self._simulator.report.failed_connects += 1
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            pause = FIRST_PAUSE
            await self._lost.wait()
            if not self._ended:
                self._simulator.report.broken_connections += 1
                await asyncio.sleep(pause)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send again what was not answered, then go on."""
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._rest = b""
        self._lost.clear()
        self.connected = True
        if self.unanswered:
            self._simulator.report.sent_again += len(self.unanswered)
            self._transport.write(b"".join([sent.framed for sent in self.unanswered]))
        self._simulator.has_connected(self)

    def connection_lost(self, fault: Exception | None) -> None:
        self.connected = False
        self._lost.set()

    def end(self) -> None:
        """Close for good."""
        self._ended = True
        if self.connected:
            self._transport.close()
        self._lost.set()

    def send(self, messages: list[tuple[str, str]]) -> None:
        """Send (control id, text) each, in one piece."""
        at = time.perf_counter()
        framed = [Sent(control_id, at, START + text.encode() + END + RETURN) for control_id, text in messages]
        self.unanswered.extend(framed)
        if self.connected:
            self._transport.write(b"".join([sent.framed for sent in framed]))

    def data_received(self, data: bytes) -> None:
        """Match answers to what was sent."""
        parts = (self._rest + data).split(END)
        self._rest = parts.pop()
        for part in parts:
            self._take(part)
        self._simulator.has_answers(self, len(parts))

    def _take(self, answer: bytes) -> None:
        code, control_id = _answered(answer)
        report = self._simulator.report
        if not self.unanswered or self.unanswered[0].control_id != control_id:
            report.out_of_order += 1
            return
        sent = self.unanswered.popleft()
        report.round_trips.append(time.perf_counter() - sent.at)
        if code in ACCEPTED:
            report.acknowledged += 1
            self._simulator.on_acknowledged(self.bed, control_id)
        elif code in ERROR and self._simulator.again_after is not None:
            self._put_off.append(sent)
            self._simulator.loop.call_later(self._simulator.again_after, self._send_again)
        else:
            report.refused += 1

    def _send_again(self) -> None:
        """The one that was put off first. Not connected, it goes with the rest once we are."""
        sent = self._put_off.popleft()
        self.unanswered.append(sent)
        if self.connected:
            self._simulator.report.sent_again += 1
            self._transport.write(sent.framed)


def _answered(answer: bytes) -> tuple[bytes, str]:
    """Code and control id of the MSA segment."""
    at = answer.find(b"\rMSA|")
    with contextlib.suppress(ValueError):
        code, control_id = answer[at + 5 : answer.index(b"\r", at + 5)].split(b"|")[:2]
        return code, control_id.decode()
    return b"", ""
