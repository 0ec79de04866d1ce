"""The bays board, made from how each session stands. Chairs keep their order; the strip does the sorting."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from firstlight.apps.audit import queries as audit
from firstlight.apps.infusion.days import day_of
from firstlight.apps.infusion.presenters.bays import tile_view
from firstlight.apps.infusion.presenters.people import person_of
from firstlight.apps.infusion.presenters.pressing import Pressing, pressing_of
from firstlight.apps.infusion.presenters.strip import DutyView, FeedsView, QueueChip, StripView, names_of, queue_of
from firstlight.apps.infusion.presenters.tile import PersonView, TileView
from firstlight.apps.infusion.queries import Board, Over, Standing

CHIPS = {"consent": "consent withdrawn", "set": "overdue", "patient": "other patient named", "feed": "STALE"}
LISTENER_SILENT_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class CancelledView:
    """A booking of today that was cancelled: whose it was and when, who cancelled it and why."""

    session_id: int
    person: PersonView
    planned_start: datetime
    bay: int | None
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class BoardView:
    """`unplaced` are booked for today without a bay, and so on no tile; `cancelled` were to come today and will not.
    `newest_row` is the newest message shown: the stream goes on after it."""

    strip: StripView
    tiles: list[TileView]
    columns: int
    unplaced: list[Standing]
    cancelled: list[CancelledView]
    newest_row: int


def board_view(board: Board, listener_silence: timedelta | None) -> BoardView:
    """What the board page shows."""
    return BoardView(
        strip=_strip(board, listener_silence),
        tiles=[tile_view(tile, board.over) for tile in board.tiles],
        columns=columns_for(len(board.tiles)),
        unplaced=list(board.unplaced),
        cancelled=[_cancelled(one, board) for one in board.over if one.session_id in board.cancelled],
        newest_row=board.newest_row,
    )


def listener_silence() -> timedelta | None:
    """How long the listener has given no sign of life; None when it never did."""
    return audit.silence("listener")


def columns_for(bays: int) -> int:
    """Up to four bays stand in two columns, seven or more in four, so that a chair is in one place at any width."""
    return 2 if bays <= 4 else 3 if bays <= 6 else 4


def _strip(board: Board, silence: timedelta | None) -> StripView:
    present = [tile.session for tile in board.tiles if tile.session]
    chips = [_chip(one, matter) for one in present for matter in pressing_of(one)]
    day = day_of(board.at)
    duty, off_strip = names_of([DutyView(one.name, one.ils_on(day), one.als_on(day)) for one in board.duty])
    return StripView(
        now=board.at,
        queue=queue_of(chips),
        open_matters=len(chips),
        feeds=_feeds(present, silence),
        duty=duty,
        off_strip=off_strip,
        has_als=board.als_on_duty,
    )


def _chip(standing: Standing, matter: Pressing) -> QueueChip:
    return QueueChip(matter.level, standing.bay_number or 0, standing.session_id, CHIPS[matter.topic], matter.since)


def _feeds(present: list[Standing], silence: timedelta | None) -> FeedsView:
    feeds = [one.feed for one in present if one.feed]
    well = silence is not None and silence < LISTENER_SILENT_AFTER
    said = "Listener running" if well else "Listener silent"
    return FeedsView(sum(not feed.silent for feed in feeds), len(feeds), said, well)


def _cancelled(over: Over, board: Board) -> CancelledView:
    how = board.cancelled[over.session_id]
    person = person_of(over.patient)
    return CancelledView(over.session_id, person, over.planned_start, over.bay_number, how.by, how.at, how.reason)
