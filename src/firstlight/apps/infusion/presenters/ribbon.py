"""The other bays, always in sight on a session's page: its number, its state, and its sign when something is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from firstlight.apps.infusion.presenters.pressing import pressing_of
from firstlight.apps.infusion.presenters.run import run_of
from firstlight.apps.infusion.presenters.tile import Form
from firstlight.apps.infusion.queries import Tile


@dataclass(frozen=True, slots=True)
class RibbonBay:
    """`session_id` is None where the chair is empty and nobody is booked into it. `since` counts up after the words,
    `minute_from` counts minutes there."""

    bay: int
    form: Form
    words: str
    since: datetime | None
    figure: str
    minute_from: datetime | None
    session_id: int | None
    here: bool


def ribbon_of(tiles: Sequence[Tile], session_id: int) -> list[RibbonBay]:
    """In chair order."""
    return [_bay(tile, session_id) for tile in tiles]


def _bay(tile: Tile, session_id: int) -> RibbonBay:
    standing = tile.session
    if standing is None:
        coming = tile.coming[0].session_id if tile.coming else None
        return RibbonBay(tile.bay_number, "empty", "Empty", None, "", None, coming, coming == session_id)
    here = standing.session_id == session_id
    if matters := pressing_of(standing):
        first = matters[0]
        return RibbonBay(tile.bay_number, first.level, first.word, first.since, "", None, standing.session_id, here)
    run = run_of(standing)
    return RibbonBay(tile.bay_number, "order", run.state, None, run.figure, run.minute_from, standing.session_id, here)
