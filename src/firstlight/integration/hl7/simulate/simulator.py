"""Many simulated monitors in one process: each with its own connection, sending at a steady rate or, to find the most
that a listener takes, as fast as its answers come."""

import asyncio
import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from firstlight.integration.hl7.simulate.beds import Bed
from firstlight.integration.hl7.simulate.figures import Values, ValueSource
from firstlight.integration.hl7.simulate.monitor import Monitor
from firstlight.integration.hl7.simulate.shapes import CUFF, SHAPES, Moment, Sample
from firstlight.integration.hl7.times import LONDON

WAIT_FOR_ANSWERS = 10.0  # seconds after the last message
ABREAST = 64  # connections being made at one time


@dataclass
class Report:
    """What a simulation saw. `round_trips` in seconds, in the order of the answers."""

    sent: int = 0
    acknowledged: int = 0
    refused: int = 0
    held_back: int = 0  # not sent, as too many were unanswered
    sent_again: int = 0
    out_of_order: int = 0
    failed_connects: int = 0
    broken_connections: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    round_trips: "array[float]" = field(default_factory=lambda: array("d"))

    @property
    def lost(self) -> int:
        """Sent and never answered."""
        return self.sent - self.acknowledged - self.refused

    def as_json(self) -> dict[str, Any]:
        """Counts, rate and round trips in milliseconds."""
        times = sorted(self.round_trips)
        return {
            "sent": self.sent,
            "acknowledged": self.acknowledged,
            "refused": self.refused,
            "lost": self.lost,
            "held_back": self.held_back,
            "sent_again": self.sent_again,
            "out_of_order": self.out_of_order,
            "failed_connects": self.failed_connects,
            "broken_connections": self.broken_connections,
            "seconds": round(self.seconds, 3),
            "cpu_seconds": round(self.cpu_seconds, 3),
            "acknowledged_per_second": round(self.acknowledged / self.seconds, 1) if self.seconds else 0.0,
            "round_trip_ms": {
                name: round(times[min(int(len(times) * share), len(times) - 1)] * 1000, 2) if times else None
                for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0))
            },
        }


class Simulator:
    """`rate` messages a second of each bed; 0 is as fast as answers come. `outstanding` is the most unanswered of one
    monitor. `seconds` None goes on until stop(). `on_sent` hears every (bed, control id) as it goes out, `on_acknowledged`
    every one that was stored.
    A message answered with an error (AE) is sent again after `again_after` seconds; where that is None, it is not."""

    def __init__(
        self,
        beds: Sequence[Bed],
        source: ValueSource,
        host: str = "127.0.0.1",
        port: int = 2575,
        rate: float = 1.0,
        seconds: float | None = None,
        outstanding: int = 64,
        on_sent: Callable[[Bed, str], None] = lambda bed, control_id: None,
        on_acknowledged: Callable[[Bed, str], None] = lambda bed, control_id: None,
        again_after: float | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.report = Report()
        self.on_acknowledged = on_acknowledged
        self._on_sent = on_sent
        self.again_after = again_after
        self._address = (host, port)
        self._source = source
        self._rate = rate
        self._seconds = seconds
        self._outstanding = outstanding
        self._now = now
        self._beds = beds
        self._cuff: dict[int, tuple[tuple[float | None, ...], float]] = {}
        self._control_ids = count(1)
        self._run_id = f"{time.time_ns() // 1_000_000:X}"
        self._sending = False
        self._stopped = asyncio.Event()

    async def run(self) -> Report:
        """Connect all, send, wait for the answers, close."""
        self.loop = asyncio.get_running_loop()
        self._monitors = [Monitor(self, bed) for bed in self._beds]
        connecting = await self._connect()
        begun, cpu = self.loop.time(), time.process_time()
        self._sending = True
        try:
            await (self._send_steadily(begun) if self._rate else self._send_on_answers())
            self._sending = False
            self.report.seconds = self.loop.time() - begun
            await self._wait_for_answers()
            self.report.cpu_seconds = time.process_time() - cpu
        finally:
            self._sending = False
            for monitor in self._monitors:
                monitor.end()
            for task in connecting:
                task.cancel()
            await asyncio.gather(*connecting, return_exceptions=True)
        return self.report

    def stop(self) -> None:
        """End after the answers that are due."""
        self._stopped.set()

    def has_connected(self, monitor: Monitor) -> None:
        """A monitor is on (again)."""
        if self._sending and not self._rate:
            self._fill(monitor)

    def has_answers(self, monitor: Monitor, answers: int) -> None:
        """A monitor got answers: without a rate it sends on."""
        if self._sending and not self._rate:
            self._fill(monitor)

    async def _connect(self) -> list["asyncio.Task[None]"]:
        tasks = []
        for first in range(0, len(self._monitors), ABREAST):
            some = self._monitors[first : first + ABREAST]
            tasks += [self.loop.create_task(monitor.stay_connected(*self._address)) for monitor in some]
            deadline = self.loop.time() + 2.0
            while not all(monitor.connected for monitor in some) and self.loop.time() < deadline:
                await asyncio.sleep(0.005)
        return tasks

    async def _send_steadily(self, begun: float) -> None:
        """The beds in turn, evenly over the second."""
        every = 1.0 / (self._rate * len(self._monitors))
        for number in count():
            due = begun + number * every
            if self._seconds is not None and due >= begun + self._seconds:
                break
            ahead = due - self.loop.time()
            if ahead > 0.001 and await self._stopped_within(ahead):
                break
            self._send_one(self._monitors[number % len(self._monitors)])
        await self._stopped_within(0)

    async def _send_on_answers(self) -> None:
        for monitor in self._monitors:
            if monitor.connected:
                self._fill(monitor)
        await self._stopped_within(self._seconds)

    async def _stopped_within(self, seconds: float | None) -> bool:
        if seconds is not None and seconds < 0.05:
            await asyncio.sleep(seconds)
            return self._stopped.is_set()
        try:
            await asyncio.wait_for(self._stopped.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def _send_one(self, monitor: Monitor) -> None:
        if monitor.waiting >= self._outstanding:
            self.report.held_back += 1
            return
        message = self._message(monitor.bed)
        if message is not None:
            self.report.sent += 1
            self._on_sent(monitor.bed, message[0])
            monitor.send([message])

    def _fill(self, monitor: Monitor) -> None:
        wanted = self._outstanding - monitor.waiting
        messages = [message for message in (self._message(monitor.bed) for _ in range(wanted)) if message is not None]
        if messages:
            self.report.sent += len(messages)
            for control_id, _ in messages:
                self._on_sent(monitor.bed, control_id)
            monitor.send(messages)

    def _message(self, bed: Bed) -> tuple[str, str] | None:
        """(control id, text), or None where the bed's monitor sends nothing."""
        now = self._now()
        values = self._source(bed.number, now)
        if values is None:
            return None
        control_id = f"{self._run_id}{next(self._control_ids):X}"
        second = int(now.timestamp())
        sample = Sample(values, _moment(second), _moment(int(self._cuff_time(bed.number, values, second))))
        return control_id, SHAPES[bed.vendor](bed, sample, control_id)

    def _cuff_time(self, bed: int, values: Values, second: int) -> float:
        """When the cuff measured: as the source says, else since when its figures have been what they are."""
        if "cuff_at" in values:
            return values["cuff_at"]
        figures = tuple(values.get(kind) for kind in CUFF)
        if bed not in self._cuff or self._cuff[bed][0] != figures:
            self._cuff[bed] = (figures, float(second))
        return self._cuff[bed][1]

    async def _wait_for_answers(self) -> None:
        deadline = self.loop.time() + WAIT_FOR_ANSWERS
        while any(monitor.waiting for monitor in self._monitors) and self.loop.time() < deadline:
            await asyncio.sleep(0.01)


@lru_cache(maxsize=4096)
def _moment(second: int, site: ZoneInfo = LONDON) -> Moment:
    local = datetime.fromtimestamp(second, site)
    return Moment(f"{local:%Y%m%d%H%M%S}", f"{local:%Y%m%d%H%M%S%z}")


def run_simulation(simulator: Simulator) -> Report:
    """Run to the end, on uvloop where it is installed."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(simulator.run())
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(simulator.run())
