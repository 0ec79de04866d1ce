"""What a browser missed while its tab was hidden or its line was down. It says which row it saw last; what was stored since
is told one by one, as if it had never looked away. Where that is too much, it is told to look at the page again instead."""

from django.http import HttpRequest

from firstlight.apps.infusion.queries import live
from firstlight.web.live import events
from firstlight.web.live.subscriber import Subscriber

MOST_REPLAYED = 1_000


def last_seen(request: HttpRequest) -> int | None:
    """The row that the browser saw last. It sends Last-Event-ID when it mends a broken stream by itself; a stream that the
    page opens anew cannot carry that header and says `after` in its address. The newer counts; what is no row's id does not.
    """
    given = (request.headers.get("Last-Event-ID", ""), request.GET.get("after", ""))
    return max((int(one) for one in given if one.isascii() and one.isdigit() and len(one) < 19), default=None)


def missed(subscriber: Subscriber, last_id: int | None) -> tuple[int, bytes]:
    """(the row up to which all is told, what was stored since `last_id`). A browser that saw nothing yet misses nothing; one
    that saw a row beyond the newest saw it before a backup was put back, and looks at everything again."""
    if last_id is None:
        return 0, b""
    if last_id > live.last_message_id():
        return 0, events.event("behind")
    bound = {one.monitor_id: one for one in live.open_bindings(subscriber.clinic_id)}
    wanted = [pk for pk, one in bound.items() if subscriber.wants(one.clinic_id, one.session_id)]
    rows = live.messages_after(last_id, MOST_REPLAYED + 1, wanted)
    if len(rows) > MOST_REPLAYED:
        return last_id, events.event("behind")
    told = [(bound[row.monitor_id].session_id, row) for row in rows if bound[row.monitor_id].takes(row)]
    return (rows[-1].id if rows else last_id), b"".join(
        events.readings(row.id, session_id, row.effective_at, row.received_at, row.readings) for session_id, row in told
    )
