"""The process that monitors and gateways connect to. It admits senders, gives each a connection, hands what they send to
the one writer, and carries the answers back. It stores before it answers, and drains before it ends."""

import asyncio
import ipaddress
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from firstlight.apps import clock
from firstlight.integration.hl7.connection import Connection
from firstlight.integration.hl7.message import Site
from firstlight.integration.hl7.peers import NOT_LISTED, SUM_SECONDS, Limits
from firstlight.integration.hl7.pending import ConnectionEvent, Pending
from firstlight.integration.hl7.repeats import ControlIds
from firstlight.integration.hl7.store import Store
from firstlight.integration.hl7.writer import Writer

MOST_WAITING = 20_000  # messages understood and not yet taken up by the writer, of all senders together
MOST_CONNECTIONS = 4_096
PART_SECONDS = 30.0  # a message that began and does not end
IDLE_SECONDS = 1_800.0
LOOK_SECONDS = 1.0
DRAIN_SECONDS = 3.0
log = logging.getLogger(__name__)
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Listener:
    """`allowed` empty admits any sender that can reach the address."""

    def __init__(
        self,
        store: Store,
        site: Site,
        allowed: Sequence[Network] = (),
        now: Callable[[], datetime] = clock.now,
        most_connections: int = MOST_CONNECTIONS,
        part_seconds: float = PART_SECONDS,
        idle_seconds: float = IDLE_SECONDS,
        limits: Limits = Limits(),  # noqa: B008 - it cannot be changed
        sum_seconds: float = SUM_SECONDS,
    ) -> None:
        self.site = site
        self.now = now
        self.control_ids = ControlIds()
        self._allowed = allowed
        self._most_connections = most_connections
        self._part_seconds = part_seconds
        self._idle_seconds = idle_seconds
        self._limits = limits
        self._connections: set[Connection] = set()
        self._by_peer: Counter[str] = Counter()
        self._held_up: set[Connection] = set()  # those that found no room
        self._unsettled = 0
        self._ended = False
        self._writer = Writer(store, self._deliver, now, limits, sum_seconds)

    async def start(self, host: str, port: int) -> int:
        """Listen; the port, which the system chooses where 0 is given."""
        self.loop = asyncio.get_running_loop()
        self._writer.start()
        try:
            self._server = await self.loop.create_server(lambda: Connection(self), host, port, backlog=2048)
        except OSError:
            self._writer.stop()
            raise
        self._looking = self.loop.create_task(self._look())
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Take nothing more, store and answer all that came, then end."""
        self._ended = True
        self._server.close()
        self._looking.cancel()
        for connection in list(self._connections):
            connection.end()
        deadline = self.loop.time() + DRAIN_SECONDS
        while (self._connections or self._unsettled) and self.loop.time() < deadline:
            await asyncio.sleep(0.01)
        await self.loop.run_in_executor(None, self._writer.stop)

    def admit(self, connection: Connection) -> str:
        """Take a sender in, or say why not."""
        if self._ended:
            return "the listener is ending"
        if not self._may_connect(connection.peer):
            return NOT_LISTED
        if len(self._connections) >= self._most_connections:
            return f"{self._most_connections} senders are connected already"
        if self._by_peer[connection.peer] >= self._limits.connections:
            return f"{self._limits.connections} connections of this sender are open already"
        self._connections.add(connection)
        self._by_peer[connection.peer] += 1
        return ""

    def forget(self, connection: Connection) -> bool:
        """A connection is gone; whether it had been admitted."""
        admitted = connection in self._connections
        if admitted:
            self._connections.discard(connection)
            self._by_peer -= Counter([connection.peer])  # and an address that has none is forgotten
        return admitted

    def put(self, messages: Sequence[Pending]) -> None:
        """Hand messages to the writer."""
        self._unsettled += len(messages)
        self._writer.put(messages)

    def note(self, event: ConnectionEvent) -> None:
        """Have a connection's coming or going recorded."""
        self._writer.note(event)

    def has_room(self, connection: Connection, taken: int) -> bool:
        """Whether the writer can take a further message. A connection that is told no is called when it can."""
        if self._unsettled + taken < MOST_WAITING:
            return True
        self._held_up.add(connection)
        return False

    def _may_connect(self, peer: str) -> bool:
        if not self._allowed:
            return True
        try:
            address = ipaddress.ip_address(peer.partition("%")[0])
        except ValueError:
            return False
        return any(address in network for network in self._allowed)

    def _deliver(self, answers: list[tuple[Pending, bytes]]) -> None:
        if answers:
            self.loop.call_soon_threadsafe(self._settle, answers)

    def _settle(self, answers: list[tuple[Pending, bytes]]) -> None:
        """Give each connection its answers in one piece, then call those that were held up."""
        self._unsettled -= len(answers)
        together: dict[Connection, list[tuple[Pending, bytes]]] = {}
        for answer in answers:
            together.setdefault(answer[0].connection, []).append(answer)  # type: ignore[arg-type]
        for connection, own in together.items():
            connection.settle([message for message, _ in own], b"".join([answer for _, answer in own]))
        if self._held_up and self._unsettled < MOST_WAITING // 2:
            held_up, self._held_up = self._held_up, set()
            for connection in held_up:
                connection.work()

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            for connection in list(self._connections):
                connection.look_at_clock(self.loop.time(), self._part_seconds, self._idle_seconds)


def networks(stated: str) -> list[Network]:
    """The senders of a list such as '10.1.2.0/24, 10.9.8.7'. Raises ValueError for what is no address."""
    return [ipaddress.ip_network(part, strict=False) for part in stated.replace(",", " ").split()]
