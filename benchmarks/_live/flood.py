"""Monitors that send as fast as they are answered, at the least cost to the machine that they share with the listener:
every message is rendered beforehand but for its control id, and an answer is only counted. Run as a process of its own."""

import argparse
import asyncio
import json
import time
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import uvloop

from firstlight.integration.hl7.framing import END, RETURN, START
from firstlight.integration.hl7.simulate.beds import MIXED, Bed, beds
from firstlight.integration.hl7.simulate.figures import SeededFigures
from firstlight.integration.hl7.simulate.shapes import SHAPES, Moment, Sample
from firstlight.integration.hl7.times import LONDON

ACCEPTED = (b"\rMSA|AA|", b"\rMSA|CA|")
PLACE = "CONTROLID000"  # where the control id goes
WAIT_FOR_ANSWERS = 10.0


def rendered(which: Sequence[Bed]) -> list[bytes]:
    """One message of each bed as of this moment, with PLACE for its control id."""
    figures, second = SeededFigures(1, len(which)), int(time.time())
    local = datetime.fromtimestamp(second, LONDON)
    at = Moment(f"{local:%Y%m%d%H%M%S}", f"{local:%Y%m%d%H%M%S%z}")
    return [SHAPES[bed.vendor](bed, Sample(figures(bed.number, local) or {}, at, at), PLACE).encode() for bed in which]


class Sender(asyncio.Protocol):
    """One connection, which speaks for one bed."""

    def __init__(self, flood: "Flood", pieces: list[bytes], first: int) -> None:
        self.flood, self.pieces = flood, pieces
        self.number, self.unanswered, self.rest = first, 0, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]

    def fill(self) -> None:
        """Send up to the most that may be unanswered."""
        wanted = self.flood.outstanding - self.unanswered
        if wanted < self.flood.outstanding // 2 or not self.flood.sending:
            return
        ids = [b"%012X" % number for number in range(self.number, self.number + wanted)]
        self.number += wanted
        self.unanswered += wanted
        self.flood.sent += wanted
        self.transport.write(b"".join([control_id.join(self.pieces) for control_id in ids]))

    def data_received(self, data: bytes) -> None:
        if self.rest:
            data = self.rest + data
        whole, mark, self.rest = data.rpartition(END + RETURN)
        answers = whole.count(END + RETURN) + 1 if mark else 0
        self.unanswered -= answers
        self.flood.answered += answers
        self.flood.acknowledged += sum(whole.count(code) for code in ACCEPTED)
        self.fill()


class Flood:
    """`senders` connections at one listener, each with at most `outstanding` unanswered messages."""

    def __init__(self, port: int, senders: int, outstanding: int) -> None:
        self.outstanding = outstanding
        self.sent = self.answered = self.acknowledged = 0
        self.sending = False
        run = int(time.time()) % 0xFFFF << 32  # no two runs give one control id
        framed = [START + message + END + RETURN for message in rendered(beds(senders, MIXED))]
        self._senders = [Sender(self, one.split(PLACE.encode()), run + (n << 22)) for n, one in enumerate(framed)]
        self._port = port

    async def run(self, warm_up: float, seconds: int) -> dict[str, Any]:
        """Send; `each_second` counts what was acknowledged in each second after the warm-up."""
        loop = asyncio.get_running_loop()
        for sender in self._senders:
            await loop.create_connection(lambda sender=sender: sender, "127.0.0.1", self._port)  # type: ignore[misc]
        self.sending = True
        for sender in self._senders:
            sender.fill()
        await asyncio.sleep(warm_up)
        print("measuring", flush=True)
        measured = await self._measured(seconds)
        print("measured", flush=True)
        self.sending = False
        await self._drain(loop.time() + WAIT_FOR_ANSWERS)
        return measured | {
            "sent": self.sent, "acknowledged": self.acknowledged, "refused": self.answered - self.acknowledged
        }  # fmt: skip

    async def _measured(self, seconds: int) -> dict[str, Any]:
        counts, cpu, began = [self.acknowledged], time.process_time(), time.perf_counter()
        for second in range(1, seconds + 1):
            await asyncio.sleep(max(0.0, began + second - time.perf_counter()))
            counts.append(self.acknowledged)
        took, used = time.perf_counter() - began, time.process_time() - cpu
        each = [after - before for before, after in pairwise(counts)]
        return {"measured": counts[-1] - counts[0], "seconds": took, "cpu_seconds": used, "each_second": each}

    async def _drain(self, deadline: float) -> None:
        while self.answered < self.sent and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(0.01)
        for sender in self._senders:
            sender.transport.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--senders", type=int, required=True)
    parser.add_argument("--outstanding", type=int, required=True)
    parser.add_argument("--warm-up", type=float, required=True)
    parser.add_argument("--seconds", type=int, required=True)
    parser.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    flood = Flood(args.port, args.senders, args.outstanding)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        args.to.write_text(json.dumps(runner.run(flood.run(args.warm_up, args.seconds))))


if __name__ == "__main__":
    main()
