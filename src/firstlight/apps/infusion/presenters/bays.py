"""Each bay as its tile shows it: whoever is in it, how far, what is open, what comes next; or the empty chair and who is
expected."""

from collections.abc import Sequence

from firstlight.apps.infusion.days import wall_clock
from firstlight.apps.infusion.presenters.current import board_values
from firstlight.apps.infusion.presenters.dial import dial_figures, dial_words
from firstlight.apps.infusion.presenters.people import person_of
from firstlight.apps.infusion.presenters.pressing import Pressing, changes_at, pressing_of, stale_since
from firstlight.apps.infusion.presenters.run import run_of
from firstlight.apps.infusion.presenters.tile import BandView, CheckView, NextView, TileView
from firstlight.apps.infusion.queries import Over, Standing, Tile
from firstlight.apps.infusion.states import State

CHECKING = (State.ARRIVED, State.CHECKS, State.READY)


def tile_view(tile: Tile, over: Sequence[Over]) -> TileView:
    """`over` are the sessions of the day that have ended: an empty chair says when the last of its people left."""
    return _empty_tile(tile, over) if tile.session is None else _used_tile(tile, tile.session)


def _used_tile(tile: Tile, standing: Standing) -> TileView:
    matters = pressing_of(standing)
    run = run_of(standing)
    return TileView(
        bay=tile.bay_number,
        form=matters[0].level if matters else "order",
        session_id=standing.session_id,
        version=standing.version,
        person=person_of(standing.patient, similar=tile.similar_name),
        bands=_bands(matters),
        changes_at=changes_at(standing),
        state=run.state,
        figure=run.figure,
        figure_words=run.figure_words,
        dose=run.dose,
        dose_words=run.dose_words,
        given=run.given,
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


def _bands(matters: list[Pressing]) -> list[BandView]:
    """One row, however many matters are open: the most pressing first, each with its sign, its word and its clock."""
    if len(matters) == 1:
        return [BandView(one.level, one.word, one.before, one.since, one.after) for one in matters]
    return [BandView(one.level, one.word, "", one.since, "") for one in matters]


def _empty_tile(tile: Tile, over: Sequence[Over]) -> TileView:
    coming = tile.coming[0] if tile.coming else None
    gone = [one.left_at for one in over if one.bay_id == tile.bay_id and one.left_at]
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
        foot=f"Last patient left {wall_clock(max(gone))}" if gone else "",
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
