"""The whole of a protocol file, as a clinician writes it. Every table and key has one place and one unit."""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from firstlight.clinical.protocol.schema_dose import DoseTable, DrugTable, InfusionTable, PreparationTable
from firstlight.clinical.protocol.schema_gates import LeavingGatesTable, StartGatesTable
from firstlight.clinical.protocol.schema_values import Strict, Whole, Words, unit
from firstlight.clinical.protocol.schema_watch import (
    ObservationRow,
    PressureTable,
    SymptomRow,
    ThresholdRow,
    TimingTable,
)
from firstlight.clinical.protocol.sense import refuse

Sessions = Annotated[Whole, unit("sessions")]


class FollowUpTable(Strict):
    call_after_sessions: Sessions = Field(title="A call the next day after the first")


class ProtocolFile(Strict):
    code: Words
    version: Words
    title: Words
    drug: DrugTable
    infusion: InfusionTable
    dose: DoseTable
    preparation: PreparationTable
    timing: TimingTable
    observations: list[ObservationRow] = Field(min_length=1)
    pressure: PressureTable
    thresholds: dict[str, ThresholdRow]
    symptoms: dict[str, SymptomRow]
    start_gates: StartGatesTable
    leaving_gates: LeavingGatesTable
    follow_up: FollowUpTable

    @model_validator(mode="after")
    def _minutes_increase(self) -> Self:
        refuse([*_out_of_order(self.observations), *_past_the_end(self.observations, self.infusion.minutes.value)])
        return self


def _out_of_order(rows: list[ObservationRow]) -> Iterator[tuple[str, str]]:
    """Within one phase, one count and one kind of stay, each minute is later than the one before."""
    latest: dict[tuple[str, str, str | None], int] = {}
    for number, row in enumerate(rows):
        group = (row.phase, row.counted_from, row.escort)
        for minute in row.minutes:
            if minute <= latest.get(group, -1):
                reason = f"minute {minute} comes after minute {latest[group]}: minutes must increase"
                yield f"observations.{number}.minutes", reason
            latest[group] = minute


def _past_the_end(rows: list[ObservationRow], length: int) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(rows):
        if row.phase == "giving" and row.counted_from == "start" and max(row.minutes) >= length:
            yield f"observations.{number}.minutes", f"a set counted from the start must be before minute {length}"
