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
from firstlight.integration.hl7.peers import SUM_SECONDS, Accounts, Allowances, Limits
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
TOO_MANY_NEW = (
    "not stored: this sender spoke for too many new monitors within the hour. Place those, or allow it more "
    "(FIRSTLIGHT_HL7_NEW_MONITORS)"
)
NOT_OURS = "not stored: somebody said that this monitor is not one of theirs. Place it there if it is"
log = logging.getLogger(__name__)
Deliver = Callable[[list[tuple[Pending, bytes]]], None]


class Writer:
    """`deliver` is called on this thread with messages that are settled and their answers. Messages come first and keep
    their order; refusals, each a transaction of its own, keep theirs and are seen to between the batches, a few at a time.
    Connections' coming and going is summed by address and minute."""

    def __init__(
        self,
        store: Store,
        deliver: Deliver,
        now: Callable[[], datetime],
        limits: Limits,
        sum_seconds: float = SUM_SECONDS,
    ) -> None:
        self._store = store
        self._deliver = deliver
        self._now = now
        self._allowances = Allowances(limits)
        self._accounts = Accounts(sum_seconds)
        self._heard: set[str] = set()  # monitors that have a row, or may have one
        self._aside: set[str] = set()  # said to be not ours; looked up with every beat
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
        self._write_sums(all_of_it=True)
        self._renew()

    def _gather(self) -> list[Pending]:
        """Whatever came during the last write, at once; after a quiet time, what comes within a few milliseconds."""
        with self._filled:
            quiet = not self._messages
            if quiet and not self._asides and not self._stopping:
                self._filled.wait(timeout=self._until_due())
        if quiet and self._messages and not self._stopping:
            time.sleep(GATHER_SECONDS)
        return [self._messages.popleft() for _ in range(min(len(self._messages), MOST_IN_BATCH))]

    def _settle(self, messages: list[Pending]) -> None:
        self._refuse_set_aside(messages)
        self._refuse_new([message for message in messages if not message.fault])
        self._store_all([message for message in messages if message.feeds and not message.fault])
        at = self._now()
        self._deliver([(message, self._answer(message, at)) for message in messages])

    def _see_to_asides(self) -> None:
        """All of them while no message waits; else one and what a moment allows, so that neither rubbish nor a whole ward
        that connects holds readings up. None is seen to before the messages that came before it."""
        enough = time.monotonic() + ASIDE_SECONDS
        while self._asides and self._asides[0][0] <= self._settled:
            item = self._asides.popleft()[1]
            if isinstance(item, ConnectionEvent):
                self._accounts.add_connection(item)
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
        self._no_room(refused, NO_ROOM)
        return [message for message in messages if not message.fault]

    def _refuse_set_aside(self, messages: list[Pending]) -> None:
        if self._aside:
            aside = [m for m in messages if any(feed.monitor in self._aside for feed in m.feeds)]
            self._not_stored(aside, NOT_OURS)

    def _refuse_new(self, messages: list[Pending]) -> None:
        """An address that goes on bringing monitors never heard before is told no; those heard before are stored."""
        unseen = {feed.monitor for message in messages for feed in message.feeds} - self._heard
        if not unseen:
            return
        try:
            new = self._store.unheard(list(unseen))
        except Exception:
            return  # nothing can be stored now either, and storing says so
        self._heard |= unseen - new
        refused = [message for message in messages if not self._may_be_met(message, new)]
        self._no_room(refused, TOO_MANY_NEW)

    def _may_be_met(self, message: Pending, new: set[str]) -> bool:
        names = {feed.monitor for feed in message.feeds} & new - self._heard
        if names and not self._allowances.may_meet(message.peer, len(names)):
            return False
        self._heard |= names
        return True

    def _no_room(self, refused: list[Pending], why: str) -> None:
        """The first of these is kept, for somebody to see why."""
        self._not_stored(refused, why)
        self._accounts.count("no_room", len(refused))
        for message in refused[:1]:
            self._keep(message, "AE", why)

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
            return refused(header, "AR" if message.fault == NOT_OURS else "AE", "207", message.fault, at)
        return accepted(header, at)

    def _keep(self, message: Pending, code: str, reason: str) -> None:
        """Whole, until this hour's allowance of its sender is used up; beyond that it is counted."""
        self._totals["refused"] += 1
        self._accounts.count("refused")
        if not self._allowances.may_keep(message.peer, len(message.raw)):
            self._accounts.add(message.peer, "not_kept")
            return
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
            detail = {**self._totals, "waiting": self.waiting, **self._accounts.lately()}
            self._try(lambda: self._store.beat(detail))
            self._try(self._look_up_set_aside)
        self._write_sums()

    def _look_up_set_aside(self) -> None:
        self._aside = self._store.set_aside()

    def _write_sums(self, *, all_of_it: bool = False) -> None:
        for peer, sums in self._accounts.taken(all_of_it=all_of_it):
            self._try(lambda peer=peer, sums=sums: self._store.connections(peer, sums))  # type: ignore[misc]

    def _until_due(self) -> float:
        """Seconds until there is something to write without anybody asking."""
        beat = max(0.0, self._next_beat - time.monotonic())
        return beat if self._accounts.wait is None else min(beat, self._accounts.wait)

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
