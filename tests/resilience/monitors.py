"""Bedside monitors that send without end, each again what was not acknowledged, and remember everything that was."""

import threading

from firstlight.integration.hl7.simulate.beds import MIXED, Bed, beds, identifier
from firstlight.integration.hl7.simulate.figures import SeededFigures
from firstlight.integration.hl7.simulate.simulator import Report, Simulator, run_simulation

SEND_AGAIN_AFTER = 0.5  # seconds after a refusal that asks for it

Name = tuple[str, str]
"""What a message is known by: the monitor's identifier and the message's control id."""


class Monitors:
    """`count` of every maker in turn, `rate` messages a second each, from a thread of their own."""

    def __init__(self, port: int, count: int, rate: float) -> None:
        self.acknowledged: list[Name] = []
        self._simulator = Simulator(
            beds(count, MIXED),
            SeededFigures(1, count),
            port=port,
            rate=rate,
            on_acknowledged=self._remember,
            again_after=SEND_AGAIN_AFTER,
        )
        self._thread = threading.Thread(target=run_simulation, args=(self._simulator,), name="monitors", daemon=True)

    @property
    def report(self) -> Report:
        return self._simulator.report

    def start(self) -> None:
        """Connect and send."""
        self._thread.start()

    def stop(self) -> None:
        """Send nothing new, and end when everything is answered or nobody answers any more."""
        if self._thread.is_alive():
            self._simulator.loop.call_soon_threadsafe(self._simulator.stop)
        self._thread.join()

    def _remember(self, bed: Bed, control_id: str) -> None:
        self.acknowledged.append((identifier(bed), control_id))
