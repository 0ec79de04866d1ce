"""The one clock. Everything that asks the time asks here, so that a demonstration or a test can stand at another moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from django.conf import settings

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC. Only a demonstration's settings let it run ahead of the machine's."""
    return _standing.get() or datetime.now(UTC) + settings.CLOCK_AHEAD


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stand still at `moment` (aware) for the length of the block."""
    token = _standing.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _standing.reset(token)
