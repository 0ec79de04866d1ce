"""The bays board, made from how each session stands. Chairs keep their order; the strip does the sorting."""

from dataclasses import dataclass
from datetime import timedelta

from firstlight.apps.audit import queries as audit
from firstlight.apps.infusion.days import day_of, wall_clock
from firstlight.apps.infusion.presenters.current import board_values
from firstlight.apps.infusion.presenters.dial import dial_figures, dial_words
from firstlight.apps.infusion.presenters.people import person_of
from firstlight.apps.infusion.presenters.pressing import Pressing, pressing_of, stale_since
from firstlight.apps.infusion.presenters.run import run_of
from firstlight.apps.infusion.presenters.strip import DutyView, FeedsView, QueueChip, StripView, queue_of
from firstlight.apps.infusion.presenters.tile import BandView, CheckView, NextView, TileView
from firstlight.apps.infusion.queries import Board, Standing, Tile
from firstlight.apps.infusion.states import State

LISTENER_SILENT_AFTER = timedelta(seconds=60)
CHECKING = (State.ARRIVED, State.CHECKS, State.READY)


@dataclass(frozen=True, slots=True)
class BoardView:
    """`unplaced` are booked for today without a bay, and so on no tile."""

    strip: StripView
    tiles: list[TileView]
    columns: int
    unplaced: list[Standing]
    refused_messages: int


def board_view(board: Board, listener_silence: timedelta | None) -> BoardView:
    """What the board page shows."""
    return BoardView(
        strip=_strip(board, listener_silence),
        tiles=[_tile(tile, board) for tile in board.tiles],
        columns=columns_for(len(board.tiles)),
        unplaced=list(board.unplaced),
        refused_messages=board.refused_messages,
    )


def listener_silence() -> timedelta | None:
    """How long the listener has given no sign of life; None when it never did."""
    return audit.silence("listener")


def columns_for(bays: int) -> int:
    """Three or four bays stand in two columns, seven or more in four, so that a chair is in one place at any width."""
    return 2 if bays in (1, 2, 4) else 4 if bays > 6 else 3


def _strip(board: Board, silence: timedelta | None) -> StripView:
    present = [tile.session for tile in board.tiles if tile.session]
    queue, more = queue_of([_chip(one, matter) for one in present for matter in pressing_of(one)])
    return StripView(
        now=board.at,
        queue=queue,
        more=more,
        feeds=_feeds(present, silence),
        duty=[DutyView(one.name, one.ils_on(day_of(board.at)), one.als_on(day_of(board.at))) for one in board.duty],
    )


def _chip(standing: Standing, matter: Pressing) -> QueueChip:
    words = "STALE" if matter.level == "stale" else "set overdue"
    return QueueChip(matter.level, standing.bay_number or 0, standing.session_id, words, matter.since)


def _feeds(present: list[Standing], silence: timedelta | None) -> FeedsView:
    feeds = [one.feed for one in present if one.feed]
    well = silence is not None and silence < LISTENER_SILENT_AFTER
    said = "Listener running" if well else "Listener silent"
    return FeedsView(sum(not feed.silent for feed in feeds), len(feeds), said, well)


def _tile(tile: Tile, board: Board) -> TileView:
    return _empty_tile(tile, board) if tile.session is None else _used_tile(tile, tile.session)


def _used_tile(tile: Tile, standing: Standing) -> TileView:
    matters = pressing_of(standing)
    run = run_of(standing)
    return TileView(
        bay=tile.bay_number,
        form=matters[0].level if matters else "order",
        session_id=standing.session_id,
        version=standing.version,
        person=person_of(standing.patient, similar=tile.similar_name),
        band=_band(matters),
        state=run.state,
        figure=run.figure,
        figure_words=run.figure_words,
        dose=run.dose,
        dose_words=run.dose_words,
        minute_from=run.minute_from,
        dial=dial_figures(standing),
        dial_words=dial_words(standing) if standing.started_at else "",
        checks=_checks(standing),
        values=board_values(standing) if standing.state not in CHECKING else [],
        stale_since=stale_since(standing),
        next=_next(standing),
        nurse=standing.nurse,
        feed=_feed_words(standing),
        foot=f"Arrived {wall_clock(standing.arrived_at)}" if standing.arrived_at else "",
    )


def _band(matters: list[Pressing]) -> BandView | None:
    return BandView(matters[0].word, matters[0].before, matters[0].since, matters[0].after) if matters else None


def _empty_tile(tile: Tile, board: Board) -> TileView:
    coming = tile.coming[0] if tile.coming else None
    gone = [one for one in board.over if one.bay_id == tile.bay_id and one.left_at]
    last = max((one.left_at for one in gone if one.left_at), default=None)
    return TileView(
        bay=tile.bay_number,
        form="empty",
        session_id=coming.session_id if coming else None,
        version=coming.version if coming else 0,
        person=person_of(coming.patient) if coming else None,
        next=NextView(f"Session {coming.number} of {coming.of}. Not yet arrived.", coming.planned_start)
        if coming
        else None,
        nurse=coming.nurse if coming else "",
        foot=f"Last patient left {wall_clock(last)}" if last else "",
    )


def _checks(standing: Standing) -> list[CheckView]:
    return [CheckView(gate.label, gate.met is True) for gate in standing.gates] if standing.state in CHECKING else []


def _next(standing: Standing) -> NextView | None:
    ahead = [one.planned.due_at for one in standing.plan if one.state in ("planned", "due", "amber", "urgent")]
    if ahead:
        return NextView("Next set" if ahead[0] > standing.at else "Set due", ahead[0])
    if standing.state in CHECKING:
        return NextView("Planned start", standing.planned_start)
    return NextView("No planned set left", None) if standing.started_at else None


def _feed_words(standing: Standing) -> str:
    if standing.feed is None:
        return "No monitor joined" if standing.started_at else ""
    return "No data" if standing.feed.silent else "Monitor live"
