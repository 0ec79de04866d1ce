"""The part of a protocol file about limits: values, rises and symptoms at which the protocol asks for something."""

from typing import Literal, Self

from pydantic import Field, model_validator

from firstlight.clinical.figures import figure
from firstlight.clinical.kinds import KINDS, LABELS, UNITS
from firstlight.clinical.protocol.schema_values import Count, Figure, Sourced, Words
from firstlight.clinical.protocol.sense import refuse
from firstlight.clinical.protocol.watch_rules import Level, Phase

LIMITED: dict[str, tuple[str, str]] = {
    **{kind: (LABELS[kind], UNITS[kind]) for kind in KINDS},
    "news2": ("NEWS2", "score"),
    "news2_single": ("One part of NEWS2", "score"),
}
COMPARED = {">": "above {}", ">=": "{} or above", "<": "below {}", "<=": "{} or below", "=": "{}"}
USUAL_PHASES: list[Phase] = ["giving", "recovery"]
IN_PHASE: dict[Phase, str] = {"before": "before the start", "giving": "during giving", "recovery": "in recovery"}


class ThresholdRow(Sourced):
    """Left out: `phases` is giving and recovery, every age, at once, and no closer plan."""

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
    phases: list[Phase] = Field(USUAL_PHASES, min_length=1)
    from_age: Count | None = None
    below_age: Count | None = None
    observe_closely: bool = False

    @model_validator(mode="after")
    def _limits_something(self) -> Self:
        _, wanted = LIMITED[self.kind]
        faults = []
        if self.unit != wanted:
            faults.append(("unit", f"the unit of {self.kind} is {wanted}; the file says {self.unit}"))
        if len(set(self.phases)) < len(self.phases):
            faults.append(("phases", "a phase is named twice"))
        if self.measure == "rise" and "before" in self.phases:
            faults.append(("phases", "a rise is counted from the set before the start, so it cannot hold before it"))
        if self.from_age is not None and self.below_age is not None and self.below_age <= self.from_age:
            faults.append(("below_age", "nobody is that old and that young: below_age must be above from_age"))
        refuse(faults)
        return self

    def limit(self) -> str:
        """The limit in words, made from its figures so that the two can never disagree."""
        unit_of_kind = "" if self.unit == "score" else f" {self.unit}"
        amount = COMPARED[self.compare].format(f"{figure(self.value)}{unit_of_kind}")
        rise = "rise " if self.measure == "rise" else ""
        return rise + amount + (f" for {self.for_minutes} min" if self.for_minutes else "")

    def printed(self) -> str:
        closely = "; closer observations" if self.observe_closely else ""
        return f"{self.limit()}, {self.level}: {self.action}{closely}"

    def named(self, title: str) -> str:
        name, _ = LIMITED[self.kind]
        return f"{name} {self.limit()}{self._for_whom()}{self._when()}"

    def _for_whom(self) -> str:
        older = f", from age {self.from_age}" if self.from_age is not None else ""
        return older + (f", below age {self.below_age}" if self.below_age is not None else "")

    def _when(self) -> str:
        usual = set(self.phases) == set(USUAL_PHASES)
        return "" if usual else f", {' and '.join(IN_PHASE[phase] for phase in self.phases)}"


class SymptomRow(Sourced):
    label: Words
    level: Level
    action: Words

    def printed(self) -> str:
        return f"{self.level}: {self.action}"

    def named(self, title: str) -> str:
        return self.label
