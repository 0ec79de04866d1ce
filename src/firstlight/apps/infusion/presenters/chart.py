"""The figures of a session's chart, from its record and from what the monitor sent. Where the feed fell silent the line
ends and the gap is shown as one: it is never bridged."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from firstlight.apps.infusion.presenters.chart_events import event_marks
from firstlight.apps.infusion.presenters.current import cuff_now
from firstlight.apps.infusion.presenters.dial import (
    minutes_between,
    planned_end_minute,
    planned_marks,
    rate_blocks,
)
from firstlight.apps.infusion.presenters.figures import ChartFigures, Limit, Point, PressurePoint
from firstlight.apps.infusion.queries import Run, SessionRecord, Standing, traces_between
from firstlight.apps.infusion.queries.lines import SetLine
from firstlight.clinical.dosing.administration import RateSegment
from firstlight.clinical.protocol.protocol import Protocol

TRACED = ("pulse", "spo2", "resp_rate")
POINTED = ("pulse", "spo2", "resp_rate", "moaas", "cadss6")
BEFORE_START = timedelta(minutes=60)

Traces = dict[str, list[Run]]


def chart_figures(record: SessionRecord, traces: Traces) -> ChartFigures:
    """Everything the lanes draw, in minutes from the start (or from the planned start before it)."""
    standing = record.standing
    zero = zero_of(record)
    runs = {kind: runs_of(traces.get(kind, []), zero) for kind in TRACED}
    return ChartFigures(
        zero=zero,
        now=minutes_between(zero, min(standing.at, standing.left_at or standing.at)),
        started=standing.started_at is not None,
        ended=minutes_between(zero, standing.ended_at) if standing.ended_at else None,
        planned_end=planned_end_minute(standing),
        pressures=[*(point for line in record.sets if (point := _pressure(line, zero))), *_cuff(standing, zero)],
        points={kind: _points(record.sets, kind, zero) for kind in POINTED},
        traces=runs,
        gaps=[*gaps_between(runs["pulse"] or runs["spo2"]), *_silent_now(record, runs["pulse"] or runs["spo2"], zero)],
        limits=limits_of(record.protocol),
        blocks=rate_blocks(standing, zero) if standing.started_at else [],
        dose=dose_points(record.segments, zero),
        planned_mg=float(record.prescription.dose_mg) if record.prescription else None,
        planned=planned_marks(standing),
        events=event_marks(record, zero),
    )


def traces_of(record: SessionRecord) -> Traces:
    """What the joined monitors sent from an hour before the start to now, thinned with its peaks kept."""
    standing = record.standing
    since = (standing.started_at or standing.arrived_at or standing.planned_start) - BEFORE_START
    return traces_between(record.bindings, TRACED, since, standing.left_at or standing.at)


def zero_of(record: SessionRecord) -> datetime:
    """Minute nought: the start, or the planned start while nothing is given (never one that has passed)."""
    standing = record.standing
    return standing.started_at or max(standing.planned_start, standing.at)


def runs_of(runs: Sequence[Run], zero: datetime) -> list[list[Point]]:
    """What the monitor sent, in minutes: a silence ended each run."""
    return [[Point(minutes_between(zero, at), value, accepted=False) for at, value in run] for run in runs]


def gaps_between(runs: list[list[Point]]) -> list[tuple[float, float]]:
    """The stretches without data between one run and the next."""
    return [(before[-1].minute, after[0].minute) for before, after in pairwise(runs)]


def _silent_now(record: SessionRecord, runs: list[list[Point]], zero: datetime) -> list[tuple[float, float]]:
    """From the last reading to now, while the joined monitor is silent."""
    feed = record.standing.feed
    if feed is None or not feed.silent or not runs:
        return []
    return [(runs[-1][-1].minute, minutes_between(zero, record.standing.at))]


def dose_points(segments: Sequence[RateSegment], zero: datetime) -> list[Point]:
    """Milligrams so far at the end of each segment, from nought."""
    if not segments:
        return []
    points, total = [Point(minutes_between(zero, segments[0].start), 0.0)], 0.0
    for segment in segments:
        total += float(segment.mg)
        points.append(Point(minutes_between(zero, segment.end), total))
    return points


def limits_of(protocol: Protocol) -> dict[str, list[Limit]]:
    """The protocol's levels for each lane: urgent ones are drawn red and solid, lower ones grey."""
    found: dict[str, list[Limit]] = {}
    for one in protocol.thresholds:
        if one.measure == "value" and one.compare in (">", ">=", "<", "<="):
            limit = Limit(float(one.value), f"{one.value:f} {one.kind}", one.level == "urgent")
            found.setdefault(one.kind, []).append(limit)
    return {kind: limits for kind, limits in found.items() if kind in ("systolic", "diastolic")}


def _points(sets: Sequence[SetLine], kind: str, zero: datetime) -> list[Point]:
    values = [(line, value) for line in sets if (value := line.value(kind)) is not None and value.number is not None]
    return [
        Point(minutes_between(zero, value.measured_at), float(value.number or 0), struck=line.error is not None)
        for line, value in values
    ]


def _cuff(standing: Standing, zero: datetime) -> list[PressurePoint]:
    """The monitor's last measurement, while nobody has accepted it or a newer one."""
    cuff = cuff_now(standing)
    if cuff is None:
        return []
    systolic, diastolic = cuff
    minute = minutes_between(zero, systolic.measured_at)
    return [PressurePoint(minute, round(systolic.value), round(diastolic.value), accepted=False)]


def _pressure(line: SetLine, zero: datetime) -> PressurePoint | None:
    systolic, diastolic = line.value("systolic"), line.value("diastolic")
    if systolic is None or diastolic is None or systolic.number is None or diastolic.number is None:
        return None
    minute = minutes_between(zero, systolic.measured_at)
    return PressurePoint(minute, int(systolic.number), int(diastolic.number), struck=line.error is not None)
