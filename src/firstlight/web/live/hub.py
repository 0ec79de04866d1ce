"""One thread in each web process that looks at the database when the doorbell rings, and once a second regardless, and
hands what is new to the open streams. It keeps only its place: the last row it saw and the versions it last told."""

import logging
import threading
import time
from collections import defaultdict

from django.db import connection

from firstlight.apps import clock, doorbell
from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.queries import live
from firstlight.web.live import events
from firstlight.web.live.subscriber import Subscriber

log = logging.getLogger(__name__)
LOOK_EVERY = 1.0
LEAST_PAUSE = 0.008  # rings closer together than this are answered by one look
CURRENT_FOR = 3.0  # seconds since the last look, after which we may be behind
MOST_ROWS = 5_000

Item = tuple[int, bytes]
Deliveries = dict[Subscriber, list[Item]]


class Hub:
    """Subscribers come and go on their own loops; only the thread reads the database."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscribers: set[Subscriber] = set()
        self._thread: threading.Thread | None = None
        self._last_id = 0
        self._read_at = 0.0
        self._bindings: dict[int, live.BindingRow] = {}
        self._versions: dict[int, dict[int, int]] = {}

    def subscribe(self, subscriber: Subscriber) -> None:
        """Deliver every row stored from now on. The thread starts with the first, whose place is taken here and not in the
        thread: no row may lie between what a stream replays and what the thread then tells. Raises django.db.Error."""
        with self._lock:
            if self._thread is None:
                self._last_id, self._read_at = live.last_message_id(), time.monotonic()
                self._thread = threading.Thread(target=self._run, name="live-hub", daemon=True)
                self._thread.start()
            self._subscribers.add(subscriber)

    def unsubscribe(self, subscriber: Subscriber) -> None:
        with self._lock:
            self._subscribers.discard(subscriber)

    def is_current(self) -> bool:
        """Whether the database answered lately. While it does not, no screen may be told that it is up to date."""
        return time.monotonic() - self._read_at < CURRENT_FOR

    def _run(self) -> None:
        """For the life of the process. A lost database is looked for again every second, and read on from the same row, or
        from its end where a backup of before that row was put back."""
        while True:
            try:
                with doorbell.hung() as bell:
                    self._last_id = min(self._last_id, live.last_message_id())
                    self._serve(bell)
            except Exception:  # whatever it was, browsers show STALE and we try again
                log.exception("The live hub lost its database; trying again")
                connection.close()
                time.sleep(LOOK_EVERY)

    def _serve(self, bell: doorbell.DatagramBell | doorbell.NotifyBell) -> None:
        looked = 0.0
        while True:
            words = bell.wait(LOOK_EVERY)
            if not words or doorbell.CHANGES in words or time.monotonic() - looked > LOOK_EVERY:
                looked = time.monotonic()
                self._deliver(self._changes())
            self._deliver(self._readings())
            self._read_at = time.monotonic()
            time.sleep(LEAST_PAUSE)

    def _changes(self) -> Deliveries:
        """What people recorded since last told. Bindings are read again too, as they are among it."""
        self._bindings = {bound.monitor_id: bound for bound in live.open_bindings()}
        news: Deliveries = defaultdict(list)
        for clinic_id in {subscriber.clinic_id for subscriber in self._watching()}:
            items = self._changed_in(clinic_id)
            for subscriber in self._watching():
                if items and subscriber.clinic_id == clinic_id:
                    news[subscriber].extend(items)
        return news

    def _changed_in(self, clinic_id: int) -> list[Item]:
        now = dict(live.session_versions(clinic_id, day_of(clock.now())))
        before = self._versions.get(clinic_id, {})
        self._versions[clinic_id] = now
        news = {session: version for session, version in now.items() if before.get(session) != version}
        moved = {session: version + 1 for session, version in before.items() if session not in now}  # to another day
        return [(0, events.event("changed", session=one, version=version)) for one, version in (news | moved).items()]

    def _readings(self) -> Deliveries:
        news: Deliveries = defaultdict(list)
        watching = self._watching()
        for row in live.messages_after(self._last_id, MOST_ROWS):
            self._last_id = row.id
            bound = self._bindings.get(row.monitor_id)
            if bound is None or not bound.takes(row):
                continue
            wanting = [subscriber for subscriber in watching if subscriber.wants(bound.clinic_id, bound.session_id)]
            if wanting:
                told = events.readings(row.id, bound.session_id, row.effective_at, row.received_at, row.readings)
                for subscriber in wanting:
                    news[subscriber].append((row.id, told))
        return news

    def _watching(self) -> list[Subscriber]:
        with self._lock:
            return list(self._subscribers)

    def _deliver(self, news: Deliveries) -> None:
        for subscriber, items in news.items():
            try:
                subscriber.loop.call_soon_threadsafe(subscriber.put, items)
            except RuntimeError:  # its loop is closed: the server is going down
                self.unsubscribe(subscriber)


HUB = Hub()
