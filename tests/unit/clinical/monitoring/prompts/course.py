"""One session's course for the tests of prompts, in minutes from the start."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from firstlight.clinical.monitoring.prompts.episode import Episode
from firstlight.clinical.monitoring.prompts.episodes import episodes
from firstlight.clinical.monitoring.prompts.timeline import Seen, Timeline
from firstlight.clinical.protocol import load

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
PROTOCOL = load.parse(load.packaged_text("iv-racemic-0.5-40"))


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def seen(kind: str, value: float, minute: float, accepted: bool = False) -> Seen:
    return Seen(kind, value, at(minute), accepted)


def every_second(kind: str, value: float, start: float, seconds: int) -> list[Seen]:
    return [seen(kind, value, start + second / 60) for second in range(seconds)]


def found(
    values: Iterable[Seen], *, now: float = 60, ended: float | None = None, age: int = 45, **more: object
) -> tuple[Episode, ...]:
    """The episodes of a course whose plan is left out."""
    timeline = Timeline(at(now), age, START, None if ended is None else at(ended), tuple(values), **more)  # type: ignore[arg-type]
    return episodes(PROTOCOL, timeline)
