"""The whole of a protocol file, as a clinician writes it. Every table and key has one place and one unit."""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from firstlight.clinical.protocol.dose_rules import GivenBy
from firstlight.clinical.protocol.schema_amount import DevicesTable, DoseTable, PreparationTable
from firstlight.clinical.protocol.schema_dose import DrugTable, FrequencyRow, InfusionTable
from firstlight.clinical.protocol.schema_gates import LeavingGatesTable, StartGatesTable
from firstlight.clinical.protocol.schema_limits import SymptomRow, ThresholdRow
from firstlight.clinical.protocol.schema_prompts import PromptsTable
from firstlight.clinical.protocol.schema_values import Strict, Whole, Words, unit
from firstlight.clinical.protocol.schema_watch import CloserTable, ObservationRow, PressureTable, TimingTable
from firstlight.clinical.protocol.sense import refuse

Sessions = Annotated[Whole, unit("sessions")]
TABLES: dict[GivenBy, tuple[str, ...]] = {
    "rate": ("infusion", "dose", "preparation"),
    "bolus": ("dose", "preparation"),
    "spray": ("devices",),
}


class FollowUpTable(Strict):
    call_after_sessions: Sessions = Field(title="A call the next day after the first")


class ProtocolFile(Strict):
    """Which of infusion, dose, preparation and devices stand in a file follows from how the drug is given."""

    code: Words
    version: Words
    title: Words
    drug: DrugTable
    infusion: InfusionTable | None = None
    dose: DoseTable | None = None
    preparation: PreparationTable | None = None
    devices: DevicesTable | None = None
    frequency: list[FrequencyRow] = Field(min_length=1)
    timing: TimingTable
    observations: list[ObservationRow] = Field(min_length=1)
    closer: CloserTable
    pressure: PressureTable
    thresholds: dict[str, ThresholdRow]
    symptoms: dict[str, SymptomRow]
    prompts: PromptsTable
    start_gates: StartGatesTable
    leaving_gates: LeavingGatesTable
    follow_up: FollowUpTable

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        refuse(
            [*self._tables_of_its_kind(), *_out_of_order(self.observations), *self._past_the_end(), *self._cannula()]
        )
        return self

    def _tables_of_its_kind(self) -> Iterator[tuple[str, str]]:
        by = self.drug.given_by.value
        for name in ("infusion", "dose", "preparation", "devices"):
            stands = getattr(self, name) is not None
            if stands and name not in TABLES[by]:
                yield name, f"a drug given by {by} has no such table; remove it"
            if not stands and name in TABLES[by]:
                yield name, f"this is missing; add it, because the drug is given by {by}"
        if by == "rate" and self.preparation is not None and self.preparation.diluent is None:
            yield "preparation.diluent", "this is missing; add it: a pump never gives the drug undiluted"

    def minutes(self) -> int:
        """The planned length of giving: the infusion's, the waits between the first session's devices, or none."""
        if self.infusion is not None:
            return self.infusion.minutes.value
        if self.devices is not None:
            return (self.devices.first.value - 1) * self.devices.minutes_between.value
        return 0

    def _past_the_end(self) -> Iterator[tuple[str, str]]:
        length = self.minutes()
        for number, row in enumerate(self.observations):
            if row.phase == "giving" and row.counted_from == "start" and max(row.minutes) >= length:
                yield f"observations.{number}.minutes", f"a set counted from the start must be before minute {length}"

    def _cannula(self) -> Iterator[tuple[str, str]]:
        has_one = self.drug.route.value == "iv"
        asks = self.leaving_gates.cannula_out is not None
        if has_one and not asks:
            yield "leaving_gates.cannula_out", "this is missing; add it: an intravenous drug leaves a cannula"
        if asks and not has_one:
            yield "leaving_gates.cannula_out", "no such key here: this route has no cannula"


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
