"""A listener over real sockets for each test that asks for one."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvloop

from tests.unit.integration.hl7.fake_store import FakeStore
from tests.unit.integration.hl7.running import Running, running


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture(params=[asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def listener(store: FakeStore, request: pytest.FixtureRequest) -> Iterator[Running]:
    with running(store, request.param) as ran:
        yield ran


@pytest.fixture
def listening(store: FakeStore) -> Iterator[Callable[..., Running]]:
    """For a listener with options of its own."""
    open_ones = []

    def start(**options: Any) -> Running:
        context = running(store, **options)
        open_ones.append(context)
        return context.__enter__()

    yield start
    for context in open_ones:
        context.__exit__(None, None, None)
