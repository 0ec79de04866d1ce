"""The part of a protocol file about gates: what must hold before the start and what is looked at before leaving.

Every gate is named here, so a file can reword a gate or change its figures but can never leave one out.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from firstlight.clinical.protocol.schema_values import (
    Choice,
    Days,
    Minutes,
    MmHg,
    Percent,
    Score,
    Sourced,
    Strict,
    Whole,
    Words,
    unit,
)
from firstlight.clinical.protocol.sense import refuse
from firstlight.clinical.protocol.watch_rules import Grade

People = Annotated[Whole, unit("people")]
Identifiers = Annotated[Whole, unit("identifiers")]


class GateTable(Sourced):
    label: Words
    met_when: Words
    override: Literal["none"] | Grade

    def printed(self) -> str:
        decides = "" if self.override == "none" else f" (or a {self.override} decides)"
        return f"{self.met_when}{decides}"

    def named(self, title: str) -> str:
        return self.label


class AnswerRow(Sourced):
    label: Words
    met: bool

    def printed(self) -> str:
        return "met" if self.met else "not met"

    def named(self, title: str) -> str:
        return self.label


class AnswerGateTable(GateTable):
    answers: dict[str, AnswerRow]

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        met = any(answer.met for answer in self.answers.values())
        refuse([] if met else [("answers", "at least one answer must meet the gate")])
        return self


class IdentifiersTable(GateTable):
    identifiers: Choice[list[Words]] = Field(title="Identifiers that may be used")
    needed: Identifiers = Field(title="Identifiers that must agree")

    @model_validator(mode="after")
    def _enough_to_choose_from(self) -> Self:
        enough = 1 <= self.needed.value <= len(set(self.identifiers.value))
        refuse([] if enough else [("needed", "this must be at least 1 and at most the number of identifiers listed")])
        return self


class DatedGateTable(GateTable):
    max_age_days: Days = Field(title="Oldest that counts (0 is today)")


class PressureGateTable(GateTable):
    """Who may decide about pressure stands in the pressure table, by how high it is."""

    override: Literal["none"]


class StaffTable(GateTable):
    registered_needed: People = Field(title="Registered staff with ILS in date")
    als_needed: People = Field(title="Of them with ALS in date")


class StartGatesTable(Strict):
    two_identifiers: IdentifiersTable
    consent: DatedGateTable
    prescription: GateTable
    escort: GateTable
    food: AnswerGateTable
    alcohol_sedatives: AnswerGateTable
    pregnancy: DatedGateTable
    weight_today: DatedGateTable
    blood_pressure: PressureGateTable
    staff: StaffTable


class TimeServedTable(GateTable):
    escorted_minutes: Minutes = Field(title="Stay after the end, with an escort")
    unescorted_minutes: Minutes = Field(title="Stay after the end, going home alone")

    @model_validator(mode="after")
    def _alone_stays_longer(self) -> Self:
        shorter = self.unescorted_minutes.value < self.escorted_minutes.value
        refuse([("unescorted_minutes", "going home alone must not be the shorter stay")] if shorter else [])
        return self


class AlertnessTable(GateTable):
    moaas_from: Score = Field(title="MOAA/S at or above")


class LeavingPressureTable(GateTable):
    within_percent: Percent = Field(title="Pressure within this of the set before the start")
    systolic_up_to: MmHg = Field(title="Or systolic at or below")
    diastolic_up_to: MmHg = Field(title="with diastolic at or below")
    systolic_from: MmHg = Field(title="In any case systolic at or above")

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        over = self.systolic_from.value > self.systolic_up_to.value
        refuse([("systolic_from", "the lowest systolic must not be above the upper one")] if over else [])
        return self


class OxygenTable(GateTable):
    spo2_from: Percent = Field(title="SpO2 at or above")


class DissociationTable(GateTable):
    cadss6_margin: Score = Field(title="CADSS-6 within this of the first score")


class PadssTable(GateTable):
    padss_from: Score = Field(title="PADSS at or above")

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        refuse([("padss_from", "PADSS runs from 0 to 10")] if self.padss_from.value > 10 else [])
        return self


class LeavingGatesTable(Strict):
    time_served: TimeServedTable
    alertness: AlertnessTable
    pressure: LeavingPressureTable
    oxygen: OxygenTable
    dissociation: DissociationTable
    padss: PadssTable
    walking: GateTable
    fluid: GateTable
    cannula_out: GateTable | None = None
    suicidal_intent: GateTable
    escort: GateTable
    no_driving: GateTable
    crisis_card: GateTable
    next_appointment: GateTable
