"""The lanes of measured values: blood pressure, pulse, oxygen, breathing. Nothing is smoothed, and nothing is carried on."""

from dataclasses import dataclass, replace

from firstlight.apps.infusion.presenters.figures import ChartFigures, Limit, Point, PressurePoint
from firstlight.web.charts.marks import Bar, Mark, Rule, Trace
from firstlight.web.charts.scale import Height, Minutes, spanning

TRACE_BOX = 1000


@dataclass(frozen=True, slots=True)
class Span:
    """A lane's height in pixels, its usual span of values, and the values named at its left."""

    height: int
    low: float
    high: float
    named: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ValueLane:
    """`scale` is the lane's own: values to pixels from the top."""

    height: int
    scale: Height
    named: list[Rule]
    limits: list[Rule]
    traces: list[Trace]
    marks: list[Mark]
    bars: list[Bar]


SPANS = {
    "pressure": Span(148, 50, 200, (180, 140, 100, 60)),
    "pulse": Span(60, 50, 110, (90, 70)),
    "spo2": Span(52, 90, 100, (96, 92)),
    "resp_rate": Span(48, 6, 26, (20, 12)),
}
MARGIN = 12
FIGURES_WIDTH = 13.0  # percent of a telephone's lane that one pressure's figures take


def value_lane(kind: str, figures: ChartFigures, scale: Minutes) -> ValueLane:
    """One lane of single values: a disc for each accepted one, a line for what the monitor sent."""
    points = [p for p in figures.points.get(kind, []) if scale.shows(p.minute)]
    runs = [[p for p in run if scale.shows(p.minute)] for run in figures.traces.get(kind, [])]
    height = _height(SPANS[kind], [p.value for run in [points, *runs] for p in run])
    return ValueLane(
        height=SPANS[kind].height,
        scale=height,
        named=_named(SPANS[kind], height),
        limits=_limits(figures.limits.get(kind, []), height),
        traces=[trace(run, scale, height) for run in runs if len(run) > 1],
        marks=[*(_disc(p, scale, height) for p in points), *_latest_ring(runs, scale, height)],
        bars=[],
    )


def pressure_lane(figures: ChartFigures, scale: Minutes) -> ValueLane:
    """Systolic and diastolic as the ends of a bar, with figures; levels of the protocol across."""
    shown = [p for p in figures.pressures if scale.shows(p.minute)]
    values = [float(v) for p in shown for v in (p.systolic, p.diastolic)]
    height = _height(SPANS["pressure"], values)
    return ValueLane(
        height=SPANS["pressure"].height,
        scale=height,
        named=_named(SPANS["pressure"], height),
        limits=_limits(figures.limits.get("systolic", []) + figures.limits.get("diastolic", []), height),
        traces=[],
        marks=[],
        bars=_uncrowded([_bar(p, scale, height) for p in shown]),
    )


def trace(run: list[Point], scale: Minutes, height: Height) -> Trace:
    """The line of one run, in a box that is stretched to the lane's width."""
    points = " ".join(f"{scale.x(p.minute) / 100 * TRACE_BOX:.1f},{height.y(p.value)}" for p in run)
    return Trace(points, run[-1].minute)


def _height(span: Span, values: list[float]) -> Height:
    low, high = spanning(values, span.low, span.high)
    return Height(low, high, MARGIN, span.height - MARGIN)


def _named(span: Span, height: Height) -> list[Rule]:
    return [Rule(height.y(value), str(value), "grid") for value in span.named]


def _limits(limits: list[Limit], height: Height) -> list[Rule]:
    return [Rule(height.y(limit.value), limit.words, "urgent" if limit.urgent else "lower") for limit in limits]


def _disc(point: Point, scale: Minutes, height: Height) -> Mark:
    shape = "disc" if point.accepted else "ring"
    return Mark(scale.x(point.minute), height.y(point.value), shape, struck=point.struck)


def _latest_ring(runs: list[list[Point]], scale: Minutes, height: Height) -> list[Mark]:
    """The newest value the monitor sent, where the line ends."""
    last = [run[-1] for run in runs if run][-1:]
    return [Mark(scale.x(p.minute), height.y(p.value), "ring") for p in last]


def _bar(point: PressurePoint, scale: Minutes, height: Height) -> Bar:
    top, bottom = height.y(point.systolic), height.y(point.diastolic)
    x = scale.x(point.minute)
    return Bar(x, top, bottom, point.systolic, point.diastolic, point.accepted, point.struck)


def _uncrowded(bars: list[Bar]) -> list[Bar]:
    """The newest has its figures; going back, each that stands too near the last that has them is crowded."""
    crowded, edge = set(), 200.0
    for bar in sorted(bars, key=lambda one: one.x, reverse=True):
        if edge - bar.x < FIGURES_WIDTH:
            crowded.add(bar.x)
        else:
            edge = bar.x
    return [replace(bar, crowded=bar.x in crowded) for bar in bars]
