"""The streams themselves. Each ends with the sign-in it was opened under and never makes that sign-in last longer."""

import time
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.http import HttpResponseBase, StreamingHttpResponse

from firstlight.apps import clock
from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.queries import live
from firstlight.apps.page import page
from firstlight.apps.people.sign_in import is_alive
from firstlight.apps.request import ClinicRequest
from firstlight.web.live import events
from firstlight.web.live.hub import HUB
from firstlight.web.live.subscriber import Subscriber

TIME_EVERY = 4.0
SIGN_IN_EVERY = 8.0
MOST_REPLAYED = 1_000


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
    HUB.subscribe(subscriber)
    try:
        yield events.RETRY + await sync_to_async(_standing)(subscriber) + _time()
        replayed, missed = await sync_to_async(_missed)(subscriber, _last_seen(request))
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
        if now - told >= TIME_EVERY or not items:
            told, chunk = now, chunk + _time()
        if now - asked >= SIGN_IN_EVERY:
            asked = now
            if not await sync_to_async(is_alive)(request.session.session_key):
                yield chunk + events.event("signed_out")
                return
        if chunk:
            yield chunk


def _standing(subscriber: Subscriber) -> bytes:
    """Where every session of the clinic stands: a browser that is behind looks again."""
    versions = live.session_versions(subscriber.clinic_id, day_of(clock.now()))
    return b"".join(events.event("changed", session=session, version=version) for session, version in versions)


def _missed(subscriber: Subscriber, last_id: int | None) -> tuple[int, bytes]:
    """What was stored since the row that the browser saw last, or word that it is too much to tell one by one."""
    if last_id is None:
        return 0, b""
    bound = {b.monitor_id: b for b in live.open_bindings(subscriber.clinic_id)}
    rows = live.messages_after(last_id, MOST_REPLAYED + 1, list(bound))
    if len(rows) > MOST_REPLAYED:
        return last_id, events.event("behind")
    told = [row for row in rows if subscriber.wants(subscriber.clinic_id, bound[row.monitor_id].session_id)]
    return (rows[-1].id if rows else last_id), b"".join(
        events.readings(r.id, bound[r.monitor_id].session_id, r.effective_at, r.received_at, r.readings) for r in told
    )


def _last_seen(request: ClinicRequest) -> int | None:
    """The browser's Last-Event-ID; anything that is not a row's id is no id."""
    given = request.headers.get("Last-Event-ID", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None


def _time() -> bytes:
    return events.event("time", now=events.milliseconds(clock.now()))
