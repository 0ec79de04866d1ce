"""The lanes of what was given and how the person was: scores, infusion, events."""

from dataclasses import dataclass

from firstlight.apps.infusion.presenters.figures import ChartFigures, EventMark, Point
from firstlight.web.charts.marks import Band, Column, Mark, Trace
from firstlight.web.charts.scale import Height, Minutes

SCORES_HEIGHT, INFUSION_HEIGHT, EVENTS_HEIGHT = 84, 76, 50
CADSS_MOST, MOAAS_FULL = 24, 5
BLOCK_HEIGHT = 20
WORDS_WIDTH = 20.0  # percent that one event's words may take before the next must go to the other row


@dataclass(frozen=True, slots=True)
class ScoresLane:
    height: int
    base: float
    columns: list[Column]
    digits: list[Mark]


@dataclass(frozen=True, slots=True)
class InfusionLane:
    """`given` is the line of milligrams so far, `to_come` the planned rest, dashed because it is not measured."""

    height: int
    blocks: list[Band]
    planned_block: Band | None
    given: Trace | None
    to_come: Trace | None
    total_y: float
    base_y: float
    total_words: str


@dataclass(frozen=True, slots=True)
class EventsLane:
    height: int
    marks: list[Mark]


def scores_lane(figures: ChartFigures, scale: Minutes) -> ScoresLane:
    """Dissociation as columns whose digit is the mark; sedation as digits beneath, boxed when under 5."""
    base = SCORES_HEIGHT - 26.0
    height = Height(0, CADSS_MOST, 18, base)
    columns = [
        Column(scale.x(p.minute), height.y(p.value), max(1.0, base - height.y(p.value)), f"{p.value:.0f}", p.struck)
        for p in _seen(figures, "cadss6", scale)
    ]
    digits = [
        Mark(scale.x(p.minute), base + 17, "boxed" if p.value < MOAAS_FULL else "plain", f"{p.value:.0f}", p.struck)
        for p in _seen(figures, "moaas", scale)
    ]
    return ScoresLane(SCORES_HEIGHT, base, columns, digits)


def infusion_lane(figures: ChartFigures, scale: Minutes) -> InfusionLane:
    """Rate segments as labelled blocks, a pause as a white one, and the dose from recorded rates beneath."""
    most = figures.planned_mg or max([p.value for p in figures.dose], default=0) or 1
    height = Height(0, most, BLOCK_HEIGHT + 14, INFUSION_HEIGHT - 8)
    ahead = figures.started and figures.ended is None and figures.now < figures.planned_end
    to_come = None
    if ahead and figures.dose:
        to_come = _line([figures.dose[-1], Point(figures.planned_end, most)], scale, height)
    return InfusionLane(
        height=INFUSION_HEIGHT,
        blocks=[_block(block.start, block.end, block.rate_ml_h, scale) for block in figures.blocks],
        planned_block=Band(scale.x(figures.now), scale.width(figures.now, figures.planned_end), "planned")
        if ahead
        else None,
        given=_line(figures.dose, scale, height) if len(figures.dose) > 1 else None,
        to_come=to_come,
        total_y=height.y(most),
        base_y=height.y(0),
        total_words=f"{figures.planned_mg:g} mg" if figures.planned_mg else "",
    )


def events_lane(figures: ChartFigures, scale: Minutes) -> EventsLane:
    """Events in two rows, so that words of neighbours do not run into each other."""
    marks: list[Mark] = []
    free_from = [-1.0, -1.0]
    for event in sorted((e for e in figures.events if scale.shows(e.minute)), key=lambda e: e.minute):
        x = scale.x(event.minute)
        row = 0 if x >= free_from[0] or free_from[0] <= free_from[1] else 1
        words = _fitting(event, x >= free_from[row])
        free_from[row] = x + (WORDS_WIDTH if words else 2)
        marks.append(Mark(x, 14 + 22 * row, event.shape, words))
    marks += [
        Mark(scale.x(p.minute), EVENTS_HEIGHT - 12, "planned")
        for p in figures.planned
        if p.mark == "planned" and scale.shows(p.minute)
    ]
    return EventsLane(EVENTS_HEIGHT, marks)


def _fitting(event: EventMark, room: bool) -> str:
    """The words where there is room; without it the sign alone stands, and the table has the words."""
    return event.words if room else ""


def _seen(figures: ChartFigures, kind: str, scale: Minutes) -> list[Point]:
    return [p for p in figures.points.get(kind, []) if scale.shows(p.minute)]


def _block(start: float, end: float, rate: float, scale: Minutes) -> Band:
    width = scale.width(start, end)
    words = f"{rate:g} mL/h" if rate and width > 9 else ""
    return Band(scale.x(start), width, "rate" if rate else "pause", words)


def _line(points: list[Point], scale: Minutes, height: Height) -> Trace:
    return Trace(" ".join(f"{scale.x(p.minute) * 10:.1f},{height.y(p.value)}" for p in points))
