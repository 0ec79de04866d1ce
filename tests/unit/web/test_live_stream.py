"""The thread behind the open streams, and the streams themselves, when the database goes away under them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from firstlight.web.live import hub, stream
from firstlight.web.live.subscriber import Subscriber


class Served(BaseException):
    """Ends the hub's endless loop."""


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """From which row the hub reads on, each time that it has a database again; the third time ends it."""
    found: list[int] = []

    @contextmanager
    def hung() -> Iterator[None]:
        yield None

    def serve(self: hub.Hub, bell: None) -> None:
        found.append(self._last_id)
        raise Served if len(found) == 3 else OperationalError("gone")

    monkeypatch.setattr(hub.doorbell, "hung", hung)
    monkeypatch.setattr(hub.Hub, "_serve", serve)
    monkeypatch.setattr(hub, "LOOK_EVERY", 0.0)
    return found


def test_after_a_lost_database_it_reads_on_from_the_row_that_was_told_last(
    places: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was stored before the loss and not yet told, and what the listener stored before us, is told now."""
    newest = iter([7, 9, 12])
    monkeypatch.setattr(hub.live, "last_message_id", lambda: next(newest))
    one = hub.Hub()
    one._last_id = 7
    with pytest.raises(Served):
        one._run()
    assert places == [7, 7, 7]


def test_after_an_earlier_backup_was_put_back_it_reads_on_from_its_end(
    places: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = iter([7, 3, 4])
    monkeypatch.setattr(hub.live, "last_message_id", lambda: next(newest))
    one = hub.Hub()
    one._last_id = 7
    with pytest.raises(Served):
        one._run()
    assert places == [7, 3, 3]


def test_a_sign_in_that_cannot_be_asked_after_does_not_end_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits for the database, instead of making the browser begin anew on a service that cannot answer."""

    def lost(session_key: str) -> bool:
        raise OperationalError("gone")

    monkeypatch.setattr(stream, "is_alive", lost)
    assert asyncio.run(stream._is_over("a sign-in")) is False
    monkeypatch.setattr(stream, "is_alive", lambda session_key: False)
    assert asyncio.run(stream._is_over("a sign-in")) is True


@pytest.mark.parametrize("current", [True, False])
def test_the_time_is_told_only_while_the_database_answers(monkeypatch: pytest.MonkeyPatch, current: bool) -> None:
    """A screen that hears no time turns STALE. One that heard it on would show old figures as the newest."""

    async def taken(self: Subscriber, seconds: float) -> list[tuple[int, bytes]]:
        return [(5, b"news")]

    async def next_news() -> bytes:
        subscriber = Subscriber(clinic_id=1, session_id=None)
        return await anext(stream._news(RequestFactory().get("/"), subscriber, 0))

    monkeypatch.setattr(Subscriber, "take", taken)
    monkeypatch.setattr(stream, "TIME_EVERY", 0.0)
    monkeypatch.setattr(stream.HUB, "is_current", lambda: current)
    told = asyncio.run(next_news())
    assert told.startswith(b"news")
    assert (b"event: time" in told) == current


def test_the_hub_is_current_only_as_long_as_it_has_read_lately(monkeypatch: pytest.MonkeyPatch) -> None:
    class Bell:
        def wait(self, seconds: float) -> set[bytes]:
            return set()

    one, answers = hub.Hub(), iter([{}])
    assert not one.is_current()
    monkeypatch.setattr(hub.Hub, "_changes", lambda self: {})
    monkeypatch.setattr(hub.Hub, "_readings", lambda self: next(answers))
    with pytest.raises(StopIteration):  # the database answers once
        one._serve(Bell())
    assert one.is_current()
    monkeypatch.setattr(hub, "CURRENT_FOR", 0.0)
    assert not one.is_current()
