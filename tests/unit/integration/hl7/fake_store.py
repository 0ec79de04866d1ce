"""A store in memory that can be told to fail, to be slow, or to choke on one message, and that keeps what it was given."""

import threading
import time
from collections.abc import Sequence
from typing import Any

from firstlight.clinical.monitoring.reading import FeedMessage, RefusedMessage


class DatabaseLost(Exception):
    """What a lost database raises."""


class FakeStore:
    """`lost` fails everything; `poison` is a control id that cannot be stored; `gate` holds each commit back; where `known`
    is set, other monitors have no room."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str, bytes], FeedMessage] = {}
        self.batches: list[int] = []
        self.kept: list[RefusedMessage] = []
        self.summed: list[tuple[str, dict[str, Any]]] = []
        self.beats: list[dict[str, Any]] = []
        self.lost = False
        self.poison = ""
        self.known: set[str] | None = None
        self.aside: set[str] = set()
        self.slow = 0.0
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()  # a commit has begun
        self.renewed = 0

    def store(self, batch: Sequence[FeedMessage]) -> list[bool]:
        self.entered.set()
        self.gate.wait(10)
        time.sleep(self.slow)
        self._fail_if_lost()
        if any(message.control_id == self.poison for message in batch if self.poison):
            raise ValueError("cannot be stored")
        if self.without_room([message.monitor for message in batch]):
            raise ValueError("no room")
        self.batches.append(len(batch))
        return [self._store_one(message) for message in batch]

    def keep(self, message: RefusedMessage) -> None:
        time.sleep(self.slow)
        self._fail_if_lost()
        self.kept.append(message)

    def connections(self, peer: str, detail: dict[str, Any]) -> None:
        time.sleep(self.slow)
        self._fail_if_lost()
        self.summed.append((peer, detail))

    def beat(self, detail: dict[str, Any]) -> None:
        self._fail_if_lost()
        self.beats.append(detail)

    def renew(self) -> None:
        self.renewed += 1

    def is_lost(self, fault: Exception) -> bool:
        return isinstance(fault, DatabaseLost)

    def without_room(self, monitors: Sequence[str]) -> set[str]:
        self._fail_if_lost()
        return set() if self.known is None else set(monitors) - self.known

    def unheard(self, monitors: Sequence[str]) -> set[str]:
        self._fail_if_lost()
        return set(monitors) - {monitor for monitor, _, _ in self.rows}

    def set_aside(self) -> set[str]:
        return self.aside

    @property
    def control_ids(self) -> list[str]:
        return [message.control_id for message in self.rows.values()]

    def _store_one(self, message: FeedMessage) -> bool:
        key = (message.monitor, message.control_id, message.digest)
        new = key not in self.rows
        self.rows.setdefault(key, message)
        return new

    def _fail_if_lost(self) -> None:
        if self.lost:
            raise DatabaseLost("the database is gone")
