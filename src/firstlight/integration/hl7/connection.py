"""One sender's connection: bytes in, answers out, in the order in which the messages came. Nothing is dropped: when the
writer is behind, reading stops, and TCP makes the sender wait."""

import asyncio
import logging
from collections import deque
from datetime import datetime
from typing import TYPE_CHECKING, Any

from firstlight.integration.hl7.framing import Frame, Framer
from firstlight.integration.hl7.header import UNREADABLE
from firstlight.integration.hl7.message import Understood, Unusable, understand_frame
from firstlight.integration.hl7.pending import ConnectionEvent, Pending

if TYPE_CHECKING:
    from firstlight.integration.hl7.listener import Listener

MOST_UNANSWERED = 256  # of one sender, so that none can hold up the others
WEIGHT_OF_REFUSAL = 8  # each refused message is a transaction of its own
log = logging.getLogger(__name__)


class Connection(asyncio.Protocol):
    """Made by the listener for each sender that connects."""

    def __init__(self, listener: "Listener") -> None:
        self._listener = listener
        self._framer = Framer()
        self._backlog: deque[Frame] = deque()
        self._load = 0
        self._refusals = 0  # with the writer, which sees to them after the messages
        self._next: Pending | None = None  # understood, and waiting until those are answered
        self._paused = False
        self._deaf = False  # the sender does not read its answers
        self._part_since: float | None = None  # when the message that has not ended began
        self._ending = False
        self._lost = False
        self._counts = {"messages": 0, "refused": 0}
        self.last_heard = 0.0
        self.peer = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Admit the sender or turn it away."""
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        address = transport.get_extra_info("peername")
        self.peer = str(address[0]) if address else "unknown"
        self.last_heard = self._listener.loop.time()
        why = self._listener.admit(self)
        if why:
            self._listener.note(ConnectionEvent(self.peer, False, {"turned_away": why}))
            transport.close()
        else:
            self._listener.note(ConnectionEvent(self.peer, True, {}))

    def data_received(self, data: bytes) -> None:
        """Take bytes off the wire."""
        self.last_heard = self._listener.loop.time()
        frames = self._framer.feed(data)
        if frames or self._part_since is None:
            self._part_since = self.last_heard if self._framer.holds_part else None
        self._backlog.extend(frames)
        self.work()

    def eof_received(self) -> bool:
        """The sender has said all: answer what there is, then close."""
        self._backlog.extend(self._framer.finish())
        self._ending = True
        self.work()
        return True

    def connection_lost(self, fault: Exception | None) -> None:
        """What came before is still understood and stored, though nobody waits for the answer."""
        self._lost, self._deaf = True, False
        self._backlog.extend(self._framer.finish())
        self.work()
        if self._listener.forget(self):
            detail: dict[str, Any] = {**self._counts, "waiting": len(self._backlog)}
            self._listener.note(ConnectionEvent(self.peer, False, detail | ({"fault": str(fault)} if fault else {})))

    def pause_writing(self) -> None:
        """The sender does not take its answers: it gets no further ones to make."""
        self._deaf = True

    def resume_writing(self) -> None:
        """It takes them again."""
        self._deaf = False
        self.work()

    def work(self) -> None:
        """Understand what came, as far as there is room for it, and read on or stop reading accordingly."""
        items: list[Pending] = []
        while self._waits and self._has_room(len(items)):
            pending = self._next or self._pending(self._backlog.popleft())
            self._next = pending if self._refusals and pending.refusal is None else None
            if self._next is not None:
                break  # a message is not answered before a refusal that was before it
            self._count(pending)
            items.append(pending)
        if items:
            self._listener.put(items)
        self._read_or_wait()

    def settle(self, messages: list[Pending], answers: bytes) -> None:
        """Answers to these messages can go."""
        refusals = sum(message.refusal is not None for message in messages)
        self._refusals -= refusals
        self._load -= len(messages) + refusals * (WEIGHT_OF_REFUSAL - 1)
        if answers and not self._lost:
            self._transport.write(answers)
        self.work()

    def look_at_clock(self, now: float, part_seconds: float, idle_seconds: float) -> None:
        """A message that is not whole in time, however it trickles in, is refused; a connection without any is closed."""
        silent = now - self.last_heard
        part = 0.0 if self._part_since is None or self._paused else now - self._part_since
        if part > part_seconds:
            self._part_since = None
            self._backlog.extend(self._framer.finish())
            self.work()
        if silent > idle_seconds and self._deaf:
            self._transport.abort()  # it does not read, so there is nothing to wait for
        elif silent > idle_seconds and not self._load and not self._waits:
            self._transport.close()

    def end(self) -> None:
        """Take no further bytes; close when all that came is answered."""
        self._ending = True
        self._read_or_wait()

    @property
    def _waits(self) -> bool:
        """Whether there is anything that the writer does not have yet."""
        return bool(self._backlog) or self._next is not None

    def _has_room(self, taken: int) -> bool:
        return self._load < MOST_UNANSWERED and not self._deaf and self._listener.has_room(self, taken)

    def _read_or_wait(self) -> None:
        if self._lost:
            return
        if self._ending and not self._waits and not self._load:
            self._transport.close()
        wait = self._waits or self._ending or self._deaf
        if wait and not self._paused:
            self._paused = True
            self._transport.pause_reading()
        elif self._paused and not wait:
            self._paused = False
            if self._part_since is not None:
                self._part_since = self._listener.loop.time()  # that it had to wait was not its fault
            self._transport.resume_reading()

    def _pending(self, frame: Frame) -> Pending:
        at = self._listener.now()
        found = self._understood(frame, at)
        if isinstance(found, Unusable):
            return Pending(self, self.peer, frame.content, at, found.header, refusal=found)
        feeds = tuple([self._listener.control_ids.checked(feed) for feed in found.feeds])
        return Pending(self, self.peer, frame.content, at, found.header, feeds)

    def _count(self, pending: Pending) -> None:
        if pending.refusal is None:
            self._counts["messages"] += 1
            self._load += 1
        else:
            self._counts["refused"] += 1
            self._refusals += 1
            self._load += WEIGHT_OF_REFUSAL

    def _understood(self, frame: Frame, at: datetime) -> Understood | Unusable:
        try:
            return understand_frame(frame, self.peer, at, self._listener.site)
        except Exception:  # a fault of ours: it must cost this one message only
            log.exception("a message could not be read")
            return Unusable(
                UNREADABLE, "AE", "207", "the listener failed on this message; tell those who look after it"
            )
