"""The one thread that writes. It takes what has come in while it wrote the last batch, stores it in one transaction, and
only then lets the answers go: a positive answer is never ahead of the disk. A bad message never costs its neighbours
their place, and a lost database costs an answer, not a reading: the sender is told to send again."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from firstlight.clinical.monitoring.reading import RefusedMessage
from firstlight.integration.hl7.acknowledgement import accepted, refusal_code, refused
from firstlight.integration.hl7.header import UNREADABLE
from firstlight.integration.hl7.outline import sender_of, without_person
from firstlight.integration.hl7.pending import ConnectionEvent, Pending
from firstlight.integration.hl7.store import Store

GATHER_SECONDS = 0.005
MOST_IN_BATCH = 2_000
ASIDE_SECONDS, MOST_ASIDES = 0.005, 50_000
BEAT_SECONDS = 5.0
NOT_STORED = "not stored, the database cannot take it now: send it again"
NOT_STORABLE = "not stored: this message cannot be put into the database"
NO_ROOM = (
    "not stored: too many monitors wait to be placed, and this one is new. Somebody must place or refuse them first"
)
log = logging.getLogger(__name__)
Deliver = Callable[[list[tuple[Pending, bytes]]], None]


class Writer:
    """`deliver` is called on this thread with messages that are settled and their answers. Messages come first and keep
    their order; refusals and connections' coming and going, each a transaction of its own, keep theirs and are seen to
    between the batches, a few at a time."""

    def __init__(self, store: Store, deliver: Deliver, now: Callable[[], datetime]) -> None:
        self._store = store
        self._deliver = deliver
        self._now = now
        self._messages: deque[Pending] = deque()
        self._asides: deque[tuple[int, Pending | ConnectionEvent]] = deque()  # after how many messages, what
        self._taken_in = self._settled = 0  # messages, ever
        self._filled = threading.Condition()
        self._stopping = False
        self._next_beat = 0.0
        self._totals = {"stored": 0, "repeated": 0, "refused": 0, "not_stored": 0}
        self._thread = threading.Thread(target=self._run, name="writer")

    @property
    def waiting(self) -> int:
        """How many messages are not yet taken up."""
        return len(self._messages)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def put(self, messages: Sequence[Pending]) -> None:
        """Hand over messages."""
        with self._filled:
            for message in messages:
                if message.refusal is None:
                    self._messages.append(message)
                    self._taken_in += 1
                else:
                    self._asides.append((self._taken_in, message))
            self._filled.notify()

    def note(self, event: ConnectionEvent) -> None:
        """Hand over a connection's coming or going. In a flood of connections the latest are not recorded."""
        if len(self._asides) > MOST_ASIDES:
            log.error("too many connections to record: one from %s is not", event.peer)
            return
        with self._filled:
            self._asides.append((0, event))
            self._filled.notify()

    def stop(self) -> None:
        """Write what is there, then end. Returns when it is written."""
        with self._filled:
            self._stopping = True
            self._filled.notify()
        self._thread.join()

    def _run(self) -> None:
        while not (self._stopping and not self._messages and not self._asides):
            batch = self._gather()
            if batch:
                self._try(lambda batch=batch: self._settle(batch))  # type: ignore[misc]
                self._settled += len(batch)
            self._see_to_asides()
            self._beat_when_due()
        self._renew()

    def _gather(self) -> list[Pending]:
        """Whatever came during the last write, at once; after a quiet time, what comes within a few milliseconds."""
        with self._filled:
            quiet = not self._messages
            if quiet and not self._asides and not self._stopping:
                self._filled.wait(timeout=max(0.0, self._next_beat - time.monotonic()))
        if quiet and self._messages and not self._stopping:
            time.sleep(GATHER_SECONDS)
        return [self._messages.popleft() for _ in range(min(len(self._messages), MOST_IN_BATCH))]

    def _settle(self, messages: list[Pending]) -> None:
        self._store_all([message for message in messages if message.feeds])
        at = self._now()
        self._deliver([(message, self._answer(message, at)) for message in messages])

    def _see_to_asides(self) -> None:
        """All of them while no message waits; else one and what a moment allows, so that neither rubbish nor a whole ward
        that connects holds readings up. None is seen to before the messages that came before it."""
        enough = time.monotonic() + ASIDE_SECONDS
        while self._asides and self._asides[0][0] <= self._settled:
            item = self._asides.popleft()[1]
            if isinstance(item, ConnectionEvent):
                self._try(lambda item=item: self._store.connection(item.peer, item.opened, item.detail))  # type: ignore[misc]
            else:
                self._deliver([(item, self._answer(item, self._now()))])
            self._beat_when_due()
            if self._messages and time.monotonic() >= enough:
                return

    def _store_all(self, messages: list[Pending]) -> None:
        """One transaction for all; where that fails for another cause than the database, one for each half, until the bad
        ones stand alone: their neighbours share as few commits as can be."""
        if not messages or (fault := self._store_together(messages)) is None:
            return
        if self._store.is_lost(fault):
            self._not_stored(messages, NOT_STORED)
        elif len(rest := self._with_room(messages)) < len(messages):
            self._store_all(rest)
        elif len(messages) == 1:
            self._not_stored(messages, NOT_STORABLE)
        else:
            half = len(messages) // 2
            self._store_all(messages[:half])
            self._store_all(messages[half:])

    def _with_room(self, messages: list[Pending]) -> list[Pending]:
        """Without those of monitors that are new and for whom there is no room; the first of these is kept, for somebody
        to see why."""
        outside: set[str] = set()
        self._try(lambda: outside.update(self._store.without_room([f.monitor for m in messages for f in m.feeds])))
        refused = [message for message in messages if any(feed.monitor in outside for feed in message.feeds)]
        self._not_stored(refused, NO_ROOM)
        for message in refused[:1]:
            self._keep(message, "AE", NO_ROOM)
        return [message for message in messages if not message.fault]

    def _not_stored(self, messages: list[Pending], why: str) -> None:
        for message in messages:
            message.fault = why
        self._totals["not_stored"] += len(messages)

    def _store_together(self, messages: list[Pending]) -> Exception | None:
        feeds = [feed for message in messages for feed in message.feeds]
        try:
            new = self._store.store(feeds)
        except Exception as fault:
            log.error("%d messages are not stored: %s: %s", len(feeds), type(fault).__name__, fault)
            self._renew()
            return fault
        fresh = sum(new)
        self._totals["stored"] += fresh
        self._totals["repeated"] += len(new) - fresh
        return None

    def _answer(self, message: Pending, at: datetime) -> bytes:
        """Whatever a sender wrote into its header, this thread goes on, and the sender hears something."""
        try:
            return self._made_answer(message, at)
        except Exception:
            log.exception("an answer could not be made")
            return refused(UNREADABLE, "AE", "207", "the answer could not be made: send it again", at)

    def _made_answer(self, message: Pending, at: datetime) -> bytes:
        header = message.header
        if message.refusal is not None:
            self._keep(message, message.refusal.code, message.refusal.reason)
            return refused(header, message.refusal.code, message.refusal.error, message.refusal.reason, at)
        if message.fault:
            if message.fault == NOT_STORABLE:
                self._keep(message, "AE", message.fault)
            return refused(header, "AE", "207", message.fault, at)
        return accepted(header, at)

    def _keep(self, message: Pending, code: str, reason: str) -> None:
        self._totals["refused"] += 1
        self._try(
            lambda: self._store.keep(
                RefusedMessage(
                    message.peer,
                    message.raw,
                    refusal_code(message.header, code),
                    reason,
                    message.received_at,
                    message.header.control_id,
                    sender_of(message.raw, message.header, message.peer),
                    without_person(message.raw, message.header),
                )
            )
        )

    def _beat_when_due(self) -> None:
        if time.monotonic() >= self._next_beat:
            self._next_beat = time.monotonic() + BEAT_SECONDS
            self._try(lambda: self._store.beat({**self._totals, "waiting": self.waiting}))

    def _try(self, write: Callable[[], Any]) -> None:
        """Its failure is logged, and this thread goes on."""
        try:
            write()
        except Exception as fault:
            log.error("the listener could not write: %s: %s", type(fault).__name__, fault)
            self._renew()

    def _renew(self) -> None:
        try:
            self._store.renew()
        except Exception as fault:
            log.error("the database connection could not be closed: %s", fault)
