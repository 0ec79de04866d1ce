"""What a protocol asks to be watched: the plan of observations, its clocks, the limits, and whom a prompt asks in turn."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from firstlight.clinical.kinds import Kind

Phase = Literal["before", "giving", "recovery"]
CountedFrom = Literal["start", "end"]
Level = Literal["amber", "urgent"]
Grade = Literal["clinician", "consultant"]
Asked = Literal["nurse", "doctor", "everyone"]
"""Another nurse on duty; the doctor on duty; everyone on duty, with the emergency number."""


@dataclass(frozen=True)
class Timing:
    """Minutes that say when a set counts, and when a missing one is amber and then urgent."""

    amber_minutes: int
    urgent_minutes: int
    early_minutes: int
    baseline_minutes: int
    repeat_minutes: int


@dataclass(frozen=True)
class PlannedObservation:
    """One row of the plan: what is taken at a minute of a phase, counted from the start or the end of giving."""

    phase: Phase
    minute: int
    counted_from: CountedFrom
    kinds: tuple[Kind, ...]
    escort: Literal["escorted", "unescorted"] | None


@dataclass(frozen=True)
class CloserPlan:
    """What is taken, and how often at least, while a limit that asks for it is passed."""

    observe_every_minutes: int
    kinds: tuple[Kind, ...]


@dataclass(frozen=True)
class PressureLimits:
    """Pressure before the dose (mmHg): rest and repeat above the limits for age; no start at the upper ones or
    below the lowest."""

    older_from_years: int
    systolic_above: int
    diastolic_above: int
    older_systolic_above: int
    older_diastolic_above: int
    refuse_systolic_from: int
    refuse_diastolic_from: int
    systolic_below: int
    diastolic_below: int
    rest_minutes: int
    repeats: int
    valid_minutes: int
    high_override: Grade
    refuse_override: Grade


@dataclass(frozen=True)
class Threshold:
    """A value outside which the protocol asks for something: the level, the wait in minutes and the words.

    It holds in its `phases` and for ages (years) from `from_age` and below `below_age`. `observe_closely` asks for the
    closer plan for as long as the value lies outside.
    """

    key: str
    label: str
    kind: Kind | Literal["news2", "news2_single"]
    measure: Literal["value", "rise"]
    compare: Literal[">", ">=", "<", "<=", "="]
    value: Decimal
    unit: str
    for_minutes: int
    level: Level
    action: str
    phases: tuple[Phase, ...] = ("giving", "recovery")
    from_age: int | None = None
    below_age: int | None = None
    observe_closely: bool = False

    def holds(self, phase: Phase, age_years: int) -> bool:
        """Whether this limit is for that part of a session and that age."""
        old_enough = self.from_age is None or age_years >= self.from_age
        return phase in self.phases and old_enough and (self.below_age is None or age_years < self.below_age)


@dataclass(frozen=True)
class Symptom:
    """Something the person says or shows that matters whatever the figures."""

    key: str
    label: str
    level: Level
    action: str


@dataclass(frozen=True)
class LadderStep:
    """Whom a prompt asks once so many minutes have passed since it was raised at its level."""

    ask: Asked
    after_minutes: int


@dataclass(frozen=True)
class PromptRules:
    """How long a value must last, how long it must be back, and whom a prompt asks in turn, soonest first.

    `settle_minutes`: a continuous value must be back inside so long before its episode is over. `steady_seconds`: a
    monitor's continuous value must stay outside so long before a limit counts. So many shorter excursions (`spikes`)
    within `spikes_minutes` look like an artefact. A joined feed silent for `feed_stale_seconds` is stale. After an
    acknowledgement a new reading is due within `repeat_reading_minutes`.
    """

    settle_minutes: int
    steady_seconds: int
    spikes: int
    spikes_minutes: int
    feed_stale_seconds: int
    repeat_reading_minutes: int
    amber: tuple[LadderStep, ...]
    urgent: tuple[LadderStep, ...]
