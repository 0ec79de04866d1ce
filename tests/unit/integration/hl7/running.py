"""A listener that runs in a thread of its own, on a port of its own, with a store that a test can break."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from firstlight.integration.hl7.listener import Listener
from firstlight.integration.hl7.store import Store
from tests.contract.hl7.clinic import EVENING, SITE
from tests.unit.integration.hl7.fake_store import FakeStore
from tests.unit.integration.hl7.sender import Sender

NewLoop = Callable[[], asyncio.AbstractEventLoop]


class Running:
    """A listener that runs in a thread of its own."""

    def __init__(self, store: Any, loop: asyncio.AbstractEventLoop, listener: Listener, port: int) -> None:
        self.store = store
        self.listener = listener
        self.port = port
        self._loop = loop
        self._stopped: Future[None] | None = None

    def sender(self, receive_buffer: int = 0) -> Sender:
        """A connection to it."""
        return Sender(self.port, receive_buffer)

    def begin_to_stop(self) -> "Future[None]":
        """What SIGTERM does."""
        self._stopped = self._stopped or asyncio.run_coroutine_threadsafe(self.listener.stop(), self._loop)
        return self._stopped

    def stop(self) -> None:
        """End, having drained."""
        self.begin_to_stop().result(15)


@contextmanager
def running(
    store: Store, new_loop: NewLoop = asyncio.new_event_loop, port: int = 0, **options: Any
) -> Iterator[Running]:
    """For the length of the block."""
    loop = new_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    listener = Listener(store, SITE, **{"now": lambda: EVENING, **options})
    port = asyncio.run_coroutine_threadsafe(listener.start("127.0.0.1", port), loop).result(10)
    ran = Running(store, loop, listener, port)
    try:
        yield ran
    finally:
        if isinstance(store, FakeStore):
            store.gate.set()
        ran.stop()
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
