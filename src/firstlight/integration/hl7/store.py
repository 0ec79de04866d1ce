"""The listener's side of the clinic's own actions. Everything it writes, it writes through these, from one thread."""

import errno
import sqlite3
from collections.abc import Sequence
from typing import Any, Protocol

from firstlight.clinical.monitoring.reading import FeedMessage, RefusedMessage

CANNOT_STORE = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.ENOMEM, errno.EMFILE, errno.ENFILE}
"""What a machine says that is full, broken or worn out. A missing file or a refused one is a fault of ours."""


class Store(Protocol):
    """What the writer needs of the house. Every method may raise; a raised store() has stored nothing."""

    def store(self, batch: Sequence[FeedMessage]) -> list[bool]: ...

    def keep(self, message: RefusedMessage) -> None: ...

    def connections(self, peer: str, detail: dict[str, Any]) -> None:
        """What one address did within a minute."""

    def beat(self, detail: dict[str, Any]) -> None: ...

    def renew(self) -> None:
        """Let go of a database connection that may be broken; the next call makes a new one."""

    def is_lost(self, fault: Exception) -> bool:
        """Whether a fault means that the database cannot store now, whatever the message."""

    def without_room(self, monitors: Sequence[str]) -> set[str]:
        """Those heard for the first time for whom there is no room: too many wait for somebody to place them."""

    def unheard(self, monitors: Sequence[str]) -> set[str]:
        """Those never heard before."""

    def set_aside(self) -> set[str]:
        """Those that somebody said are not ours."""


class ClinicStore:
    """The clinic's database."""

    def store(self, batch: Sequence[FeedMessage]) -> list[bool]:
        from firstlight.apps.infusion.actions.store_readings import store_readings

        return store_readings(batch)

    def keep(self, message: RefusedMessage) -> None:
        from firstlight.apps.infusion.actions.keep_refused_message import keep_refused_message

        keep_refused_message(message)

    def connections(self, peer: str, detail: dict[str, Any]) -> None:
        from firstlight.apps.infusion.actions.record_connections import record_connections

        record_connections(peer, detail)

    def beat(self, detail: dict[str, Any]) -> None:
        from firstlight.apps.audit.actions.record_heartbeat import record_heartbeat

        record_heartbeat("listener", detail)

    def renew(self) -> None:
        from django.db import connection

        connection.close()

    def is_lost(self, fault: Exception) -> bool:
        from django.db import InterfaceError, OperationalError

        if isinstance(fault, OSError) and not isinstance(fault, ConnectionError | TimeoutError):
            return fault.errno in CANNOT_STORE
        return isinstance(fault, OperationalError | InterfaceError | sqlite3.OperationalError | OSError)

    def without_room(self, monitors: Sequence[str]) -> set[str]:
        from firstlight.apps.infusion.actions.writing.monitors import without_room

        return without_room(monitors)

    def unheard(self, monitors: Sequence[str]) -> set[str]:
        from firstlight.apps.infusion.actions.writing.monitors import unheard

        return unheard(monitors)

    def set_aside(self) -> set[str]:
        from firstlight.apps.infusion.actions.writing.monitors import set_aside

        return set_aside()
