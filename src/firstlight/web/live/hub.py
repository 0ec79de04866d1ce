"""One thread in each web process that looks at the database when the doorbell rings, and once a second regardless, and
hands what is new to the open streams. It keeps only its place: the last row it saw and the versions it last told."""

import logging
import threading
import time
from collections import defaultdict

from django.db import close_old_connections, connection

from firstlight.apps import clock, doorbell
from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.queries import live
from firstlight.web.live import events
from firstlight.web.live.subscriber import Subscriber

log = logging.getLogger(__name__)
LOOK_EVERY = 1.0
LEAST_PAUSE = 0.008  # rings closer together than this are answered by one look
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
        self._bindings: dict[int, tuple[int, int]] = {}
        self._versions: dict[int, dict[int, int]] = {}

    def subscribe(self, subscriber: Subscriber) -> None:
        """Start delivering; the thread starts with the first."""
        with self._lock:
            self._subscribers.add(subscriber)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="live-hub", daemon=True)
                self._thread.start()

    def unsubscribe(self, subscriber: Subscriber) -> None:
        with self._lock:
            self._subscribers.discard(subscriber)

    def _run(self) -> None:
        """For the life of the process. A lost database is looked for again every second."""
        while True:
            try:
                with doorbell.hung() as bell:
                    self._last_id = live.last_message_id()
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
                close_old_connections()
                self._deliver(self._changes())
            self._deliver(self._readings())
            time.sleep(LEAST_PAUSE)

    def _changes(self) -> Deliveries:
        """What people recorded since last told. Bindings are read again too, as they are among it."""
        self._bindings = {bound.monitor_id: (bound.session_id, bound.clinic_id) for bound in live.open_bindings()}
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
        return [
            (0, events.event("changed", session=session, version=version))
            for session, version in now.items()
            if before.get(session) != version
        ]

    def _readings(self) -> Deliveries:
        news: Deliveries = defaultdict(list)
        watching = self._watching()
        for row in live.messages_after(self._last_id, MOST_ROWS):
            self._last_id = row.id
            bound = self._bindings.get(row.monitor_id)
            if bound is None:
                continue
            session_id, clinic_id = bound
            wanting = [subscriber for subscriber in watching if subscriber.wants(clinic_id, session_id)]
            if wanting:
                item = (row.id, events.readings(row.id, session_id, row.effective_at, row.received_at, row.readings))
                for subscriber in wanting:
                    news[subscriber].append(item)
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
