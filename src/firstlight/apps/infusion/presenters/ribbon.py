"""The other bays, always in sight on a session's page: its number, its state, and its sign when something is open."""

from dataclasses import dataclass

from firstlight.apps.infusion.presenters.board import BoardView
from firstlight.apps.infusion.presenters.tile import Form, TileView


@dataclass(frozen=True, slots=True)
class RibbonBay:
    """`session_id` is None where the chair is empty and nobody is booked into it."""

    bay: int
    form: Form
    words: str
    session_id: int | None
    here: bool


def ribbon_of(board: BoardView, session_id: int) -> list[RibbonBay]:
    """In chair order."""
    return [
        RibbonBay(tile.bay, tile.form, _words(tile), tile.session_id, tile.session_id == session_id)
        for tile in board.tiles
    ]


def _words(tile: TileView) -> str:
    if tile.form == "empty":
        return "Empty"
    if tile.band is not None:
        return tile.band.word
    return f"{tile.state} {tile.figure}".strip()
