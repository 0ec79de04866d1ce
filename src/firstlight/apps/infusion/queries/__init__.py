"""What may be read of sessions, their feeds and their protocols, by others and by this app's own pages."""

from firstlight.apps.infusion.queries.cancelled import Cancelled, cancelled
from firstlight.apps.infusion.queries.claimable import HeardLine, claimable
from firstlight.apps.infusion.queries.clinic_now import ClinicNow, clinic_now
from firstlight.apps.infusion.queries.feeds import (
    MonitorLine,
    monitors,
    refused_messages,
    set_aside_monitors,
    silent_strangers,
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
)
from firstlight.apps.infusion.queries.record import SessionRecord, record_in, session_record
from firstlight.apps.infusion.queries.sessions import (
    age_at,
    printed_summaries,
    session_row,
    session_under_way,
    sessions_ahead,
    sessions_of_day,
    sessions_of_patient,
    weight_recorded,
)
from firstlight.apps.infusion.queries.standings import Dose, Standing
from firstlight.apps.infusion.queries.tiles import Board, Over, Tile, board, tiles_in
from firstlight.apps.infusion.queries.traces import Run, traces_between

__all__ = [
    "Board",
    "Cancelled",
    "ClinicNow",
    "Dose",
    "Feed",
    "HeardLine",
    "MonitorLine",
    "Over",
    "ProtocolInClinic",
    "Reading",
    "Run",
    "SessionRecord",
    "Standing",
    "Tile",
    "age_at",
    "board",
    "cancelled",
    "claimable",
    "clinic_now",
    "feed_of",
    "feeds_of",
    "last_message_id",
    "latest_readings",
    "messages_after",
    "monitors",
    "open_bindings",
    "printed_summaries",
    "protocol_in",
    "protocol_in_force",
    "protocol_to_book",
    "protocols_in",
    "record_in",
    "refused_messages",
    "session_record",
    "session_row",
    "session_under_way",
    "session_versions",
    "sessions_ahead",
    "sessions_of_day",
    "sessions_of_patient",
    "set_aside_monitors",
    "silent_strangers",
    "tiles_in",
    "traces_between",
    "unbound_monitors",
    "unplaced_monitors",
    "weight_recorded",
]
