"""A protocol in force: the dose, the plan of observations, the gates and the limits that one session follows.

A session keeps the version that it started under. Every number here came from a signed file and can be traced
to its line, source and confidence through `Protocol.values()`.
"""

from dataclasses import dataclass

from firstlight.clinical.protocol.dose_rules import (
    DeviceRule,
    DoseRule,
    Drug,
    Frequency,
    GivenBy,
    Preparation,
    Route,
    Vial,
)
from firstlight.clinical.protocol.gate_rules import Answer, Gate, LeavingGates, StartGates
from firstlight.clinical.protocol.provenance import ProtocolValue
from firstlight.clinical.protocol.watch_rules import (
    Asked,
    CloserPlan,
    CountedFrom,
    Grade,
    LadderStep,
    Level,
    Phase,
    PlannedObservation,
    PressureLimits,
    PromptRules,
    Symptom,
    Threshold,
    Timing,
)

__all__ = [
    "Answer",
    "Asked",
    "CloserPlan",
    "CountedFrom",
    "DeviceRule",
    "DoseRule",
    "Drug",
    "Frequency",
    "Gate",
    "GivenBy",
    "Grade",
    "LadderStep",
    "LeavingGates",
    "Level",
    "Phase",
    "PlannedObservation",
    "Preparation",
    "PressureLimits",
    "PromptRules",
    "Protocol",
    "Route",
    "StartGates",
    "Symptom",
    "Threshold",
    "Timing",
    "Vial",
]


@dataclass(frozen=True)
class Protocol:
    """One version of one protocol, whole. `minutes` is the planned length of giving: 0 for one injection.

    `dose` is worked from weight or counted in devices; `preparation` is None for devices, which are given as they come.
    """

    code: str
    version: str
    title: str
    route: Route
    drug: Drug
    given_by: GivenBy
    licence: str
    minutes: int
    dose: DoseRule | DeviceRule
    preparation: Preparation | None
    frequency: tuple[Frequency, ...]
    timing: Timing
    observations: tuple[PlannedObservation, ...]
    closer: CloserPlan
    pressure: PressureLimits
    thresholds: tuple[Threshold, ...]
    symptoms: tuple[Symptom, ...]
    prompts: PromptRules
    emergency_number: str
    start_gates: StartGates
    leaving_gates: LeavingGates
    follow_up_call_sessions: int
    provenance: tuple[ProtocolValue, ...]

    def values(self) -> tuple[ProtocolValue, ...]:
        """Every value of the file in the order of the form, with its source and confidence."""
        return self.provenance

    def needing_approval(self) -> tuple[ProtocolValue, ...]:
        """The values that a named clinician must approve before they are live."""
        return tuple(value for value in self.provenance if value.needs_approval)
