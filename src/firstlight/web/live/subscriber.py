"""One open stream. It holds a bounded number of events; a browser that reads too slowly loses them all and is told to
look at the pages again, which hold everything: it falls to the latest state and never holds up anybody else."""

import asyncio

from firstlight.web.live import events

MOST_WAITING = 2_000


class Subscriber:
    """`session_id` narrows readings to one session; changes are always of the whole clinic."""

    def __init__(self, clinic_id: int, session_id: int | None, most: int = MOST_WAITING) -> None:
        self.clinic_id = clinic_id
        self.session_id = session_id
        self.loop = asyncio.get_running_loop()
        self.most = most
        self._waiting: list[tuple[int, bytes]] = []
        self._news = asyncio.Event()

    def wants(self, clinic_id: int, session_id: int) -> bool:
        """Whether readings of this session belong on this stream."""
        return clinic_id == self.clinic_id and self.session_id in (None, session_id)

    def put(self, items: list[tuple[int, bytes]]) -> None:
        """Called on the stream's own loop. Each item is (row id or 0, event)."""
        if len(self._waiting) + len(items) > self.most:
            self._waiting = [(0, events.event("behind"))]
        else:
            self._waiting.extend(items)
        self._news.set()

    async def take(self, seconds: float) -> list[tuple[int, bytes]]:
        """Whatever waits, as soon as something does; nothing when the time is up."""
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return []
        self._news.clear()
        taken, self._waiting = self._waiting, []
        return taken
