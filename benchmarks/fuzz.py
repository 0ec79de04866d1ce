"""Malformed messages, by the million: each goes through the splitter by itself and through a real listener over a socket.

No crash, no hang, and every input answered as often as its sender asks, in order. The inputs are made from real shapes
of messages by cutting, doubling, swapping and spoiling them; the same seed makes the same inputs, so that a fault can be
made again.
"""

import argparse
import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from benchmarks._spoil import malformed, seeds
from firstlight.clinical.monitoring.reading import FeedMessage, RefusedMessage
from firstlight.integration.hl7.acknowledgement import accepted, refused
from firstlight.integration.hl7.framing import Framer
from firstlight.integration.hl7.listener import Listener
from firstlight.integration.hl7.meanings import Meanings
from firstlight.integration.hl7.message import Site, Understood, understand_frame
from firstlight.integration.hl7.tables import load_tables

ARRIVAL = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
LAST = b"\x0bMSH|^~\\&|M||||||ORU^R01|LAST|P|2.6\r\x1c\r"
HANG_SECONDS = 20.0
BATCH, CONNECTIONS = 50, 40


@dataclass
class Outcome:
    """What was found. A fault names the input, which inputs() makes again from the seed."""

    inputs: int = 0
    expected: int = 0
    answers: int = 0
    slowest: float = 0.0
    faults: list[dict[str, Any]] = field(default_factory=list)

    def fault(self, number: int, what: str) -> None:
        """`number` counts the inputs of this seed from 0."""
        self.faults.append({"input": number, "fault": what})


def answers_due(framer: Framer, wire: bytes, site: Site) -> list[bytes]:
    """The MSA segments that these bytes on the wire are owed, by the splitter alone. Raises whatever the splitter raises."""
    due = b""
    for frame in framer.feed(wire):
        found = understand_frame(frame, "10.0.0.7", ARRIVAL, site)
        if isinstance(found, Understood):
            due += accepted(found.header, ARRIVAL)
        else:
            due += refused(found.header, found.code, found.error, found.reason, ARRIVAL)
    return [_msa(answer) for answer in due.split(b"\x1c\r")[:-1]]


def _msa(answer: bytes) -> bytes:
    return answer.split(b"\r")[1]


def inputs(seed: int, count: int) -> Iterator[bytes]:
    """As they go over the wire: each malformed message between its marks."""
    chance, whole = random.Random(seed), seeds()
    for _ in range(count):
        yield b"\x0b" + malformed(chance, whole) + b"\x1c\r"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`bench fuzz [--inputs N] [--seed K]`."""
    parser.add_argument("--inputs", type=int, default=1_000_000, help="how many malformed messages (1,000,000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same messages (1)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Send them all; what was found."""
    began = time.perf_counter()
    outcome = asyncio.run(_fuzz(args.seed, args.inputs))
    seconds = time.perf_counter() - began
    return {
        "inputs": outcome.inputs,
        "answers_expected": outcome.expected,
        "answers": outcome.answers,
        "faults": outcome.faults[:20],
        "slowest_ms": round(outcome.slowest * 1000, 2),
        "seconds": round(seconds, 1),
        "inputs_per_second": round(outcome.inputs / seconds),
        "seed": args.seed,
    }


class _Memory:
    """A store that takes everything and keeps nothing."""

    def store(self, batch: Sequence[FeedMessage]) -> list[bool]:
        return [True] * len(batch)

    def keep(self, message: RefusedMessage) -> None: ...

    def connections(self, peer: str, detail: dict[str, Any]) -> None: ...

    def beat(self, detail: dict[str, Any]) -> None: ...

    def renew(self) -> None: ...

    def is_lost(self, fault: Exception) -> bool:
        return False

    def without_room(self, monitors: Sequence[str]) -> set[str]:
        return set()

    def unheard(self, monitors: Sequence[str]) -> set[str]:
        return set()

    def set_aside(self) -> set[str]:
        return set()


async def _fuzz(seed: int, count: int) -> Outcome:
    site = Site(Meanings(load_tables()))
    listener = Listener(_Memory(), site, now=lambda: ARRIVAL)
    port = await listener.start("127.0.0.1", 0)
    outcome, source = Outcome(), enumerate(inputs(seed, count))
    try:
        await asyncio.gather(*[_send(port, source, site, outcome) for _ in range(CONNECTIONS)])
    finally:
        await listener.stop()
    return outcome


async def _send(port: int, source: Iterator[tuple[int, bytes]], site: Site, outcome: Outcome) -> None:
    """One connection: a batch of inputs, then all the answers that they are owed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    framer = Framer()
    while batch := list(islice(source, BATCH)):
        due = [answer for number, wire in batch for answer in _due(framer, number, wire, site, outcome)]
        writer.write(b"".join([wire for _, wire in batch]))
        try:
            got = await asyncio.wait_for(_read(reader, len(due)), HANG_SECONDS)
        except (TimeoutError, ConnectionError, asyncio.IncompleteReadError) as fault:
            outcome.fault(batch[0][0], f"the listener did not answer this or one of the next: {type(fault).__name__}")
            break
        outcome.inputs += len(batch)
        outcome.expected += len(due)
        outcome.answers += len(got)
        if got != due:
            outcome.fault(batch[0][0], "the answers to this and the next are not those that are due, in their order")
    else:
        writer.write(LAST)
        if b"|LAST\r" not in await asyncio.wait_for(reader.readuntil(b"\x1c\r"), HANG_SECONDS):
            outcome.fault(outcome.inputs, "the listener gave more answers than were due")
    writer.close()


def _due(framer: Framer, number: int, wire: bytes, site: Site, outcome: Outcome) -> list[bytes]:
    began = time.perf_counter()
    try:
        due = answers_due(framer, wire, site)
    except Exception as fault:
        outcome.fault(number, f"{type(fault).__name__}: {fault}")
        due = []
    outcome.slowest = max(outcome.slowest, time.perf_counter() - began)
    return due


async def _read(reader: asyncio.StreamReader, count: int) -> list[bytes]:
    return [_msa(await reader.readuntil(b"\x1c\r")) for _ in range(count)]
