"""The part of a protocol file about watching: the plan of observations, its clocks, pressure limits and thresholds."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from firstlight.clinical.figures import figure
from firstlight.clinical.kinds import KINDS, LABELS, UNITS, Kind
from firstlight.clinical.protocol.protocol import CountedFrom, Grade, Level, Phase
from firstlight.clinical.protocol.schema_values import (
    Choice,
    Count,
    Figure,
    Minutes,
    MmHg,
    Sourced,
    Strict,
    Whole,
    Words,
    unit,
)
from firstlight.clinical.protocol.sense import refuse

Years = Annotated[Whole, unit("years")]
Readings = Annotated[Whole, unit("readings")]

LIMITED: dict[str, tuple[str, str]] = {
    **{kind: (LABELS[kind], UNITS[kind]) for kind in KINDS},
    "news2": ("NEWS2", "score"),
    "news2_single": ("One part of NEWS2", "score"),
}
COMPARED = {">": "above {}", ">=": "{} or above", "<": "below {}", "<=": "{} or below", "=": "{}"}


class TimingTable(Strict):
    amber_minutes: Minutes = Field(title="A missing set is amber after")
    urgent_minutes: Minutes = Field(title="A missing set is urgent after")
    early_minutes: Minutes = Field(title="A set counts when taken early by up to")
    baseline_minutes: Minutes = Field(title="The set before the start counts when taken at most before it")
    repeat_minutes: Minutes = Field(title="Sets go on during longer giving every")

    @model_validator(mode="after")
    def _clocks_in_order(self) -> Self:
        faults = []
        if self.urgent_minutes.value <= self.amber_minutes.value:
            faults.append(("urgent_minutes", "a set must turn urgent later than it turns amber"))
        if self.repeat_minutes.value < 1:
            faults.append(("repeat_minutes", "sets must be at least 1 minute apart"))
        refuse(faults)
        return self


class ObservationRow(Sourced):
    phase: Phase
    minutes: list[Count] = Field(min_length=1)
    counted_from: CountedFrom
    kinds: list[Kind] = Field(min_length=1)
    escort: Literal["escorted", "unescorted"] | None = None

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        faults = []
        if len(set(self.kinds)) < len(self.kinds):
            faults.append(("kinds", "an observation is named twice"))
        if ("systolic" in self.kinds) != ("diastolic" in self.kinds):
            faults.append(("kinds", "a pressure needs both systolic and diastolic"))
        if self.phase == "before" and (self.minutes != [0] or self.counted_from != "start"):
            faults.append(("minutes", "the set before the start has minutes = [0], counted from the start"))
        refuse(faults)
        return self

    def printed(self) -> str:
        return ", ".join(LABELS[kind] for kind in self.kinds)


class PressureTable(Strict):
    older_from_years: Years = Field(title="The limits for older people hold from")
    systolic_above: MmHg = Field(title="Rest and repeat when systolic is above")
    diastolic_above: MmHg = Field(title="Rest and repeat when diastolic is above")
    older_systolic_above: MmHg = Field(title="Older people: rest and repeat when systolic is above")
    older_diastolic_above: MmHg = Field(title="Older people: rest and repeat when diastolic is above")
    refuse_systolic_from: MmHg = Field(title="No start when systolic is at or above")
    refuse_diastolic_from: MmHg = Field(title="No start when diastolic is at or above")
    rest_minutes: Minutes = Field(title="Rest before a repeat")
    repeats: Readings = Field(title="Repeats before a decision is asked for")
    valid_minutes: Minutes = Field(title="A pressure counts for")
    high_override: Choice[Grade] = Field(title="Who may decide to start above the limits")
    refuse_override: Choice[Grade] = Field(title="Who may decide to start at the upper figures")

    @model_validator(mode="after")
    def _upper_figures_above_limits(self) -> Self:
        faults = [
            (f"refuse_{name}_from", f"this must be above the {name} limit for every age")
            for name, limits in (
                ("systolic", (self.systolic_above, self.older_systolic_above)),
                ("diastolic", (self.diastolic_above, self.older_diastolic_above)),
            )
            if getattr(self, f"refuse_{name}_from").value <= max(limit.value for limit in limits)
        ]
        refuse(faults)
        return self


class ThresholdRow(Sourced):
    kind: Literal[
        "systolic", "diastolic", "pulse", "spo2", "resp_rate", "temperature", "moaas", "cadss6", "news2", "news2_single"
    ]
    measure: Literal["value", "rise"] = "value"
    compare: Literal[">", ">=", "<", "<=", "="]
    value: Figure
    unit: Words
    for_minutes: Count = 0
    level: Level
    action: Words

    @model_validator(mode="after")
    def _unit_of_kind(self) -> Self:
        _, wanted = LIMITED[self.kind]
        refuse(
            [("unit", f"the unit of {self.kind} is {wanted}; the file says {self.unit}")] if self.unit != wanted else []
        )
        return self

    def limit(self) -> str:
        """The limit in words, made from its figures so that the two can never disagree."""
        unit_of_kind = "" if self.unit == "score" else f" {self.unit}"
        amount = COMPARED[self.compare].format(f"{figure(self.value)}{unit_of_kind}")
        rise = "rise " if self.measure == "rise" else ""
        return rise + amount + (f" for {self.for_minutes} min" if self.for_minutes else "")

    def printed(self) -> str:
        return f"{self.limit()}, {self.level}: {self.action}"

    def named(self, title: str) -> str:
        name, _ = LIMITED[self.kind]
        return f"{name} {self.limit()}"


class SymptomRow(Sourced):
    label: Words
    level: Level
    action: Words

    def printed(self) -> str:
        return f"{self.level}: {self.action}"

    def named(self, title: str) -> str:
        return self.label
