"""Monitors that send at their steady rate, as they do all day, and note when each message went out. Run as a process of its
own; what was sent and acknowledged goes to a file as JSON, with moments in seconds since 1970."""

import argparse
import gc
import json
import time
from pathlib import Path

from firstlight.integration.hl7.simulate.beds import MIXED, Bed, beds
from firstlight.integration.hl7.simulate.figures import SeededFigures
from firstlight.integration.hl7.simulate.simulator import Simulator, run_simulation


class Noted:
    """What went out, and what was acknowledged, by control id."""

    def __init__(self) -> None:
        self.sent_at: dict[str, float] = {}
        self.acknowledged: list[str] = []

    def note_sent(self, bed: Bed, control_id: str) -> None:
        self.sent_at[control_id] = time.time()

    def note_acknowledged(self, bed: Bed, control_id: str) -> None:
        self.acknowledged.append(control_id)


def send(port: int, count: int, rate: float, seconds: float) -> dict[str, object]:
    """`count` monitors of all makers in turn, `rate` messages a second each."""
    noted = Noted()
    simulator = Simulator(
        beds(count, MIXED),
        SeededFigures(1, count),
        port=port,
        rate=rate,
        seconds=seconds,
        on_sent=noted.note_sent,
        on_acknowledged=noted.note_acknowledged,
    )
    report = run_simulation(simulator)
    return {"sent_at": noted.sent_at, "acknowledged": noted.acknowledged, "report": report.as_json()}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--monitors", type=int, required=True)
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    gc.freeze()
    gc.disable()  # the sender's own pauses would be taken for the service's
    args.to.write_text(json.dumps(send(args.port, args.monitors, args.rate, args.seconds)))


if __name__ == "__main__":
    main()
