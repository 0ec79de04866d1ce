"""What one sender's address may take of the listener, and what it did. A gateway may speak for hundreds of monitors over a
few connections; one machine gone wrong must not use up what the others need, nor fill the log or the disk."""

import time
from collections import Counter, deque
from collections.abc import Callable
from typing import Any, NamedTuple

from firstlight.integration.hl7.pending import ConnectionEvent

MOST_CONNECTIONS = 64
MOST_NEW_MONITORS = 500
MOST_REFUSED_BYTES = 4 * 1024 * 1024
LEAST_REFUSED = 1024  # a refused message costs a row and an audit entry, however short it is
MOST_PEERS = 1_000  # in one minute's account; the others are summed together
OTHERS = "others"
NOT_LISTED = "not on the list of senders"
SUM_SECONDS, HOUR = 60.0, 3_600.0
RECENT = 5  # accounts that count as now


class Limits(NamedTuple):
    """Of one address: connections at a time; monitors never heard before, and bytes of refused messages kept, an hour."""

    connections: int = MOST_CONNECTIONS
    new_monitors: int = MOST_NEW_MONITORS
    refused_bytes: int = MOST_REFUSED_BYTES


class Allowances:
    """What each address has taken in this hour."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._over = clock() + HOUR
        self._met: Counter[str] = Counter()
        self._kept: Counter[str] = Counter()

    def may_meet(self, peer: str, monitors: int) -> bool:
        """Whether it may bring so many monitors that were never heard before; if so, they are counted."""
        return self._take(self._met, peer, monitors, self._limits.new_monitors)

    def may_keep(self, peer: str, size: int) -> bool:
        """Whether a refused message of `size` bytes of it is kept whole; if so, it is counted."""
        return self._take(self._kept, peer, max(size, LEAST_REFUSED), self._limits.refused_bytes)

    def _take(self, taken: Counter[str], peer: str, amount: int, most: int) -> bool:
        if self._clock() >= self._over:
            self._over = self._clock() + HOUR
            self._met.clear()
            self._kept.clear()
        if taken[peer] + amount > most:
            return False
        taken[peer] += amount
        return True


class Accounts:
    """What came and went, summed by address until the minute is over, and altogether for the last hour."""

    def __init__(self, seconds: float = SUM_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._over = clock() + seconds
        self._by_peer: dict[str, dict[str, Any]] = {}
        self._minutes: deque[Counter[str]] = deque([Counter()], maxlen=round(HOUR / SUM_SECONDS))

    @property
    def wait(self) -> float | None:
        """Seconds until something is to be written; None while there is nothing."""
        return max(0.0, self._over - self._clock()) if self._by_peer else None

    def add_connection(self, event: ConnectionEvent) -> None:
        """A sender came, went or was turned away."""
        own = self._of(event.peer)
        why = event.detail.get("turned_away")
        if why is None:
            own["opened" if event.opened else "closed"] = own.get("opened" if event.opened else "closed", 0) + 1
        else:
            self.add(event.peer, "not_listed" if why == NOT_LISTED else "turned_away")
            own["why"] = why
        for what, value in event.detail.items():
            if isinstance(value, int):
                own[what] = own.get(what, 0) + value
            elif what == "fault":
                own[what] = value

    def add(self, peer: str, what: str) -> None:
        """One more of something that somebody should hear of."""
        own = self._of(peer)
        own[what] = own.get(what, 0) + 1
        self.count(what)

    def count(self, what: str, number: int = 1) -> None:
        """So many more in the last hour."""
        self._minutes[-1][what] += number

    def taken(self, *, all_of_it: bool = False) -> list[tuple[str, dict[str, Any]]]:
        """(address, its sums) of a minute that is over, once."""
        if not all_of_it and self._clock() < self._over:
            return []
        self._over = self._clock() + self._seconds
        self._minutes.append(Counter())
        done, self._by_peer = self._by_peer, {}
        return list(done.items())

    def lately(self) -> dict[str, Any]:
        """`last_hour` by kind; `turning_away` how many senders and new monitors found no room in the last minutes."""
        hour = sum(self._minutes, Counter())
        recent = sum(list(self._minutes)[-RECENT:], Counter())
        kinds = ("turned_away", "not_listed", "no_room", "refused", "not_kept")
        return {
            "last_hour": {kind: hour[kind] for kind in kinds},
            "turning_away": recent["turned_away"] + recent["no_room"],
        }

    def _of(self, peer: str) -> dict[str, Any]:
        if peer not in self._by_peer and len(self._by_peer) >= MOST_PEERS:
            peer = OTHERS
        return self._by_peer.setdefault(peer, {})
