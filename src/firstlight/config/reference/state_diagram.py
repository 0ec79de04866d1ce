"""The picture of the session's states. Where each state stands is laid by hand, so that the usual way through a session
is one straight line; which arrows there are comes from the table. Words and arrows only: it prints in black and white."""

from xml.sax.saxutils import escape

from firstlight.apps.infusion.states import LABELS, MOVES, State

WIDTH, HEIGHT = 124, 44
ACROSS, DOWN = 218, 140
EDGE = 24

# column and row of each state: the middle row is a session that goes as planned
PLACES: dict[State, tuple[float, float]] = {
    State.BOOKED: (0, 1),
    State.ARRIVED: (1, 1),
    State.CHECKS: (2, 1),
    State.READY: (3, 1),
    State.GIVING: (4, 1),
    State.RECOVERY: (6, 1),
    State.LEAVING: (7.1, 1),
    State.LEFT: (8, 1),
    State.CANCELLED: (0, 0),
    State.NOT_STARTED: (1.5, 0),
    State.PAUSED: (4, 2),
    State.STOPPED: (5, 0),
    State.ADMITTED: (5.2, 2),
}


def picture() -> str:
    """The diagram as one SVG, with a title and a description for those who hear it."""
    columns = max(column for column, _ in PLACES.values())
    width, height = round(EDGE * 2 + columns * ACROSS + WIDTH), EDGE * 2 + 2 * DOWN + HEIGHT
    arrows = [_arrow(before, step.after, step.name) for step in MOVES.values() for before in step.before]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
            'aria-labelledby="t d" font-family="Arial, Helvetica, sans-serif">',
            '<title id="t">States of a session</title>',
            f'<desc id="d">{escape(_spoken())}</desc>',
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
            'orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" fill="#212b32"/></marker></defs>',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            *arrows,
            *(_box(state) for state in State),
            "</svg>",
            "",
        ]
    )


def _spoken() -> str:
    return "; ".join(
        f"{step.name}: {' or '.join(LABELS[state] for state in step.before)} to {LABELS[step.after]}"
        for step in MOVES.values()
    )


def _corner(state: State) -> tuple[float, float]:
    column, row = PLACES[state]
    return EDGE + column * ACROSS, EDGE + row * DOWN


def _box(state: State) -> str:
    x, y = _corner(state)
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" fill="#f0f4f5" stroke="#212b32" stroke-width="2"/>'
        f'<text x="{x + WIDTH / 2:g}" y="{y + 28:g}" font-size="16" font-weight="700" text-anchor="middle" '
        f'fill="#212b32">{escape(LABELS[state])}</text>'
    )


def _arrow(before: State, after: State, name: str) -> str:
    (x0, y0), (x1, y1), bend = _ends(before, after)
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2 + bend
    along = _along((x0, y0), (x1, y1))
    word_x, word_y = x0 + (x1 - x0) * along, y0 + (y1 - y0) * along + bend / 2
    return (
        f'<path d="M{x0:g} {y0:g}Q{middle_x:g} {middle_y:g} {x1:g} {y1:g}" fill="none" stroke="#4c6272" '
        f'stroke-width="1.5" marker-end="url(#tip)"/>'
        f'<text x="{word_x:g}" y="{word_y - 5:g}" font-size="12" text-anchor="middle" fill="#212b32" '
        f'stroke="#ffffff" stroke-width="4" paint-order="stroke">{escape(name)}</text>'
    )


def _along(start: tuple[float, float], end: tuple[float, float]) -> float:
    """How far along an arrow its word stands, so that no two words lie on each other."""
    if start[1] == end[1]:
        return 0.5
    return 0.6 if abs(end[0] - start[0]) > 1.6 * ACROSS else 0.35


def _ends(before: State, after: State) -> tuple[tuple[float, float], tuple[float, float], float]:
    """Where an arrow leaves and arrives, and how far it bows: forward along a row is straight, back bows below."""
    (bx, by), (ax, ay) = _corner(before), _corner(after)
    if by == ay and ax > bx:
        return (bx + WIDTH, by + HEIGHT / 2), (ax, ay + HEIGHT / 2), 0
    if by == ay:
        return (bx + WIDTH / 3, by + HEIGHT), (ax + WIDTH * 2 / 3, ay + HEIGHT), 60
    aside = 20 if ay > by else -20  # there and back between the same two states do not lie on one line
    start = (bx + WIDTH / 2 + aside, by + (HEIGHT if ay > by else 0))
    return start, (ax + WIDTH / 2 + aside, ay + (0 if ay > by else HEIGHT)), 0
