"""The listener's side of the clinic's own actions. Everything it writes, it writes through these, from one thread."""

import sqlite3
from collections.abc import Sequence
from typing import Any, Protocol

from firstlight.clinical.monitoring.reading import FeedMessage, RefusedMessage


class Store(Protocol):
    """What the writer needs of the house. Every method may raise; a raised store() has stored nothing."""

    def store(self, batch: Sequence[FeedMessage]) -> list[bool]: ...

    def keep(self, message: RefusedMessage) -> None: ...

    def connection(self, peer: str, opened: bool, detail: dict[str, Any]) -> None: ...

    def beat(self, detail: dict[str, Any]) -> None: ...

    def renew(self) -> None:
        """Let go of a database connection that may be broken; the next call makes a new one."""

    def is_lost(self, fault: Exception) -> bool:
        """Whether a fault means that the database cannot store now, whatever the message."""


class ClinicStore:
    """The clinic's database."""

    def store(self, batch: Sequence[FeedMessage]) -> list[bool]:
        from firstlight.apps.infusion.actions.store_readings import store_readings

        return store_readings(batch)

    def keep(self, message: RefusedMessage) -> None:
        from firstlight.apps.infusion.actions.keep_refused_message import keep_refused_message

        keep_refused_message(message)

    def connection(self, peer: str, opened: bool, detail: dict[str, Any]) -> None:
        from firstlight.apps.infusion.actions.record_connection import record_connection

        record_connection(peer, opened, detail)

    def beat(self, detail: dict[str, Any]) -> None:
        from firstlight.apps.audit.actions.record_heartbeat import record_heartbeat

        record_heartbeat("listener", detail)

    def renew(self) -> None:
        from django.db import connection

        connection.close()

    def is_lost(self, fault: Exception) -> bool:
        from django.db import InterfaceError, OperationalError

        return isinstance(fault, OperationalError | InterfaceError | sqlite3.OperationalError | OSError)
