"""The streams themselves. Each ends with the sign-in it was opened under and never makes that sign-in last longer."""

import time
from collections.abc import AsyncIterator, Callable
from typing import ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.db import Error, connection
from django.http import HttpResponseBase, StreamingHttpResponse

from firstlight.apps import clock
from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.queries import live
from firstlight.apps.page import page
from firstlight.apps.people.sign_in import is_alive
from firstlight.apps.request import ClinicRequest
from firstlight.web.live import events, resume
from firstlight.web.live.hub import HUB
from firstlight.web.live.subscriber import Subscriber

TIME_EVERY = 4.0
SIGN_IN_EVERY = 8.0
P = ParamSpec("P")
T = TypeVar("T")


@page("session.view")
async def clinic_stream(request: ClinicRequest) -> HttpResponseBase:
    """Readings and changes of every session of the clinic being worked in."""
    return _stream(request, None)


@page("session.view")
async def session_stream(request: ClinicRequest, session_id: int) -> HttpResponseBase:
    """Readings of one session, and changes of its whole clinic for the ribbon. Another clinic's sessions stay silent."""
    return _stream(request, session_id)


def _stream(request: ClinicRequest, session_id: int | None) -> HttpResponseBase:
    subscriber = Subscriber(request.clinic.pk, session_id)
    response = StreamingHttpResponse(_events(request, subscriber), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


async def _events(request: ClinicRequest, subscriber: Subscriber) -> AsyncIterator[bytes]:
    try:
        await _asked(HUB.subscribe, subscriber)
        yield events.RETRY + await _asked(_standing, subscriber) + _time()
        replayed, missed = await _asked(resume.missed, subscriber, resume.last_seen(request))
        yield missed
        async for chunk in _news(request, subscriber, replayed):
            yield chunk
    finally:
        HUB.unsubscribe(subscriber)


async def _news(request: ClinicRequest, subscriber: Subscriber, seen: int) -> AsyncIterator[bytes]:
    told = asked = time.monotonic()
    while True:
        items = await subscriber.take(TIME_EVERY)
        chunk = b"".join(event for row, event in items if row == 0 or row > seen)
        now = time.monotonic()
        if (now - told >= TIME_EVERY or not items) and HUB.is_current():
            told, chunk = now, chunk + _time()
        if now - asked >= SIGN_IN_EVERY:
            asked = now
            if await _is_over(request.session.session_key):
                yield chunk + events.event("signed_out")
                return
        if chunk:
            yield chunk


async def _is_over(session_key: str | None) -> bool:
    """Whether the sign-in has ended. While the database is lost nothing is told, not even the time, so that the screen
    turns STALE by itself; the stream waits."""
    try:
        return not await _asked(is_alive, session_key)
    except Error:
        return False


async def _asked(question: Callable[P, T], *of: P.args, **by: P.kwargs) -> T:
    """What the database answers. A stream keeps no connection between questions: as many as there are screens would leave
    none for the listener, and each would break with the database."""

    def ask() -> T:
        try:
            return question(*of, **by)
        finally:
            connection.close()

    return await sync_to_async(ask)()


def _standing(subscriber: Subscriber) -> bytes:
    """Where every session of the clinic stands: a browser that is behind looks again."""
    versions = live.session_versions(subscriber.clinic_id, day_of(clock.now()))
    return b"".join(events.event("changed", session=session, version=version) for session, version in versions)


def _time() -> bytes:
    return events.event("time", now=events.milliseconds(clock.now()))
