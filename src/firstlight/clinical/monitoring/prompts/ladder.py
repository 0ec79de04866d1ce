"""Who is asked next, and when. An open prompt belongs to somebody; if nobody acknowledges it the next person is asked,
step by step, until everybody on duty has been. An acknowledgement holds the ladder until a repeat reading is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from firstlight.clinical.protocol.protocol import Asked, LadderStep, Level, PromptRules


@dataclass(frozen=True)
class Course:
    """How a prompt has been handled so far. `clock_from` is when it reached its level, or when its last acknowledgement
    lapsed; `asked` counts the steps taken since; `named_at` is its newest value under a person's name."""

    level: Level
    clock_from: datetime
    asked: int = 0
    acknowledged_at: datetime | None = None
    named_at: datetime | None = None

    @property
    def held(self) -> bool:
        """Whether somebody has said what they do about it since the clock began."""
        return self.acknowledged_at is not None and self.acknowledged_at >= self.clock_from


@dataclass(frozen=True)
class NextAsk:
    """The step that comes next: whom to ask, and the time between which and which its clock runs."""

    ask: Asked
    since: datetime
    at: datetime


def next_ask(rules: PromptRules, course: Course) -> NextAsk | None:
    """The next step of the ladder; None when everybody was asked, or while an acknowledgement holds it."""
    steps = ladder(rules, course.level)
    if course.held or course.asked >= len(steps):
        return None
    passed = steps[course.asked - 1].after_minutes if course.asked else 0
    step = steps[course.asked]
    return NextAsk(step.ask, _after(course.clock_from, passed), _after(course.clock_from, step.after_minutes))


def lapses_at(rules: PromptRules, course: Course) -> datetime | None:
    """When an acknowledgement no longer holds unless somebody looks again: so long after it, or after the last value
    that a person has recorded since. None while nothing is acknowledged."""
    if not course.held or course.acknowledged_at is None:
        return None
    looked = max(course.acknowledged_at, course.named_at or course.acknowledged_at)
    return _after(looked, rules.repeat_reading_minutes)


def ladder(rules: PromptRules, level: Level) -> tuple[LadderStep, ...]:
    """The steps for a level, soonest first."""
    return rules.urgent if level == "urgent" else rules.amber


def _after(at: datetime, minutes: int) -> datetime:
    return at + timedelta(minutes=minutes)
