"""What may be read of sessions, their feeds and their protocols, by others and by this app's own pages."""

from firstlight.apps.infusion.queries.feeds import (
    HeardLine,
    MonitorLine,
    claimable,
    monitors,
    open_refused_count,
    refused_messages,
    unbound_monitors,
    unplaced_monitors,
)
from firstlight.apps.infusion.queries.live import last_message_id, messages_after, open_bindings, session_versions
from firstlight.apps.infusion.queries.protocols import (
    ProtocolInClinic,
    protocol_in,
    protocol_in_force,
    protocol_to_book,
    protocols_in,
)
from firstlight.apps.infusion.queries.readings import (
    Feed,
    Reading,
    feed_of,
    feeds_of,
    latest_readings,
    readings_between,
)
from firstlight.apps.infusion.queries.record import SessionRecord, session_record
from firstlight.apps.infusion.queries.sessions import (
    printed_summaries,
    session_row,
    session_under_way,
    sessions_ahead,
    sessions_of_day,
    sessions_of_patient,
    weight_recorded,
)
from firstlight.apps.infusion.queries.standings import Dose, Standing
from firstlight.apps.infusion.queries.tiles import Board, Tile, board

__all__ = [
    "Board",
    "Dose",
    "Feed",
    "HeardLine",
    "MonitorLine",
    "ProtocolInClinic",
    "Reading",
    "SessionRecord",
    "Standing",
    "Tile",
    "board",
    "claimable",
    "feed_of",
    "feeds_of",
    "last_message_id",
    "latest_readings",
    "messages_after",
    "monitors",
    "open_bindings",
    "open_refused_count",
    "printed_summaries",
    "protocol_in",
    "protocol_in_force",
    "protocol_to_book",
    "protocols_in",
    "readings_between",
    "refused_messages",
    "session_record",
    "session_row",
    "session_under_way",
    "session_versions",
    "sessions_ahead",
    "sessions_of_day",
    "sessions_of_patient",
    "unbound_monitors",
    "unplaced_monitors",
    "weight_recorded",
]
