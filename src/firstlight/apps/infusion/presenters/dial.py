"""The figures of a tile's dial: rate segments, planned sets, and how long each scale is."""

from datetime import datetime, timedelta

from firstlight.apps.infusion.presenters.figures import DialFigures, PlannedMark, RateBlock, SetMark
from firstlight.apps.infusion.queries import Standing
from firstlight.clinical.monitoring.plan import SetState

USUAL_RECOVERY_MINUTES = 60
MARKS: dict[str, SetMark] = {"done": "done", "missed": "late", "amber": "late", "urgent": "late"}


def dial_figures(standing: Standing) -> DialFigures | None:
    """None before the drug is first given."""
    zero = standing.started_at
    if zero is None:
        return None
    end = planned_end_minute(standing)
    return DialFigures(
        zero=zero,
        planned_end=end,
        recovery_end=end + recovery_minutes(standing),
        now=minutes_between(zero, min(standing.at, standing.left_at or standing.at)),
        ended=minutes_between(zero, standing.ended_at) if standing.ended_at else None,
        blocks=rate_blocks(standing, zero),
        planned=planned_marks(standing),
    )


def dial_words(standing: Standing) -> str:
    """The dial said aloud."""
    done = sum(one.state == "done" for one in standing.plan)
    late = sum(one.state in ("amber", "urgent") for one in standing.plan)
    said = f"Minute {standing.minute} of {planned_end_minute(standing):.0f}. {done} of {len(standing.plan)} planned sets done"
    return f"{said}, {late} late." if late else f"{said}."


def planned_end_minute(standing: Standing) -> float:
    """The recorded end, else when the dose will have been given at the recorded rates, else the protocol's length."""
    zero = standing.started_at
    ends_at = standing.ended_at or (standing.dose.ends_at if standing.dose else None)
    if zero is None or ends_at is None:
        return float(standing.protocol_minutes)
    return max(1.0, round(minutes_between(zero, ends_at), 1))


def recovery_minutes(standing: Standing) -> float:
    """From the end of giving to the last planned set."""
    zero = standing.started_at
    after = [one.planned.minute for one in standing.plan if one.planned.phase == "recovery"]
    if zero is None or not after:
        return USUAL_RECOVERY_MINUTES
    return max(1.0, max(after) - planned_end_minute(standing))


def rate_blocks(standing: Standing, zero: datetime) -> list[RateBlock]:
    """The rate segments in minutes; a pause is a block at nought."""
    return [
        RateBlock(minutes_between(zero, one.start), minutes_between(zero, one.end), float(one.rate_ml_h))
        for one in standing.segments
    ]


def planned_marks(standing: Standing) -> list[PlannedMark]:
    return [PlannedMark(float(one.planned.minute), _mark(one)) for one in standing.plan]


def minutes_between(zero: datetime, moment: datetime) -> float:
    return (moment - zero) / timedelta(minutes=1)


def _mark(one: SetState) -> SetMark:
    return MARKS.get(one.state, "planned")
