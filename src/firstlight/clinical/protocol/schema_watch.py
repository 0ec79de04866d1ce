"""The part of a protocol file about watching: the plan of observations, its clocks, and the pressure before the dose."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from firstlight.clinical.kinds import LABELS, Kind
from firstlight.clinical.protocol.schema_values import (
    Choice,
    Count,
    Minutes,
    MmHg,
    Sourced,
    Strict,
    Whole,
    Years,
    unit,
)
from firstlight.clinical.protocol.sense import refuse
from firstlight.clinical.protocol.watch_rules import CountedFrom, Grade, Phase

Readings = Annotated[Whole, unit("readings")]


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
        faults = [("kinds", reason) for reason in _faults_of_kinds(self.kinds)]
        if self.phase == "before" and (self.minutes != [0] or self.counted_from != "start"):
            faults.append(("minutes", "the set before the start has minutes = [0], counted from the start"))
        refuse(faults)
        return self

    def printed(self) -> str:
        return ", ".join(LABELS[kind] for kind in self.kinds)


class KindsRow(Sourced):
    value: list[Kind]

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        refuse([("value", reason) for reason in _faults_of_kinds(self.value)])
        return self

    def printed(self) -> str:
        return ", ".join(LABELS[kind] for kind in self.value)


class CloserTable(Strict):
    """What is taken, and how often at least, while a limit with observe_closely = true is passed."""

    observe_every_minutes: Minutes = Field(title="At least every")
    kinds: KindsRow = Field(title="Each time")

    @model_validator(mode="after")
    def _apart(self) -> Self:
        together = self.observe_every_minutes.value < 1
        refuse([("observe_every_minutes", "sets must be at least 1 minute apart")] if together else [])
        return self


def _faults_of_kinds(kinds: list[Kind]) -> Iterator[str]:
    if not kinds:
        yield "name at least one observation"
    if len(set(kinds)) < len(kinds):
        yield "an observation is named twice"
    if ("systolic" in kinds) != ("diastolic" in kinds):
        yield "a pressure needs both systolic and diastolic"


class PressureTable(Strict):
    older_from_years: Years = Field(title="The limits for older people hold from")
    systolic_above: MmHg = Field(title="Rest and repeat when systolic is above")
    diastolic_above: MmHg = Field(title="Rest and repeat when diastolic is above")
    older_systolic_above: MmHg = Field(title="Older people: rest and repeat when systolic is above")
    older_diastolic_above: MmHg = Field(title="Older people: rest and repeat when diastolic is above")
    refuse_systolic_from: MmHg = Field(title="No start when systolic is at or above")
    refuse_diastolic_from: MmHg = Field(title="No start when diastolic is at or above")
    systolic_below: MmHg = Field(title="No start when systolic is below")
    diastolic_below: MmHg = Field(title="No start when diastolic is below")
    rest_minutes: Minutes = Field(title="Rest before a repeat")
    repeats: Readings = Field(title="Repeats before a decision is asked for")
    valid_minutes: Minutes = Field(title="A pressure counts for")
    high_override: Choice[Grade] = Field(title="Who may decide to start above the limits")
    refuse_override: Choice[Grade] = Field(title="Who may decide to start at the upper figures, or below the lowest")

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

    @model_validator(mode="after")
    def _lowest_figures_below_limits(self) -> Self:
        faults = [
            (f"{name}_below", f"this must be below the {name} limit for every age")
            for name in ("systolic", "diastolic")
            if getattr(self, f"{name}_below").value
            >= min(getattr(self, f"{name}_above").value, getattr(self, f"older_{name}_above").value)
        ]
        refuse(faults)
        return self
