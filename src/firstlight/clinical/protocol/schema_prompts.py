"""The part of a protocol file about prompts: how long a value must last, and whom a prompt asks in turn."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from firstlight.clinical.protocol.schema_values import Choice, Count, Minutes, Sourced, Strict, Whole, Words, unit
from firstlight.clinical.protocol.sense import refuse
from firstlight.clinical.protocol.watch_rules import Asked

Seconds = Annotated[Whole, unit("s")]
Times = Annotated[Whole, unit("times")]
ASKED: dict[Asked, str] = {
    "nurse": "another nurse on duty",
    "doctor": "the doctor on duty",
    "everyone": "everyone on duty, with the emergency number",
}


class LadderRow(Sourced):
    ask: Asked
    after_minutes: Count

    def printed(self) -> str:
        return f"{ASKED[self.ask]}, after {self.after_minutes} min"


class PromptsTable(Strict):
    settle_minutes: Minutes = Field(title="A continuous value must be back inside for")
    steady_seconds: Seconds = Field(title="A monitor's continuous value must stay outside for")
    spikes: Times = Field(title="Artefact suspected when a value leaves the limits for moments only")
    spikes_minutes: Minutes = Field(title="That often within")
    feed_stale_seconds: Seconds = Field(title="A joined feed is stale when silent for")
    repeat_reading_minutes: Minutes = Field(title="After an acknowledgement, a new reading is due within")
    emergency_number: Choice[Words] = Field(title="Emergency number")
    amber: list[LadderRow] = Field(min_length=1, title="Amber and not acknowledged: asks")
    urgent: list[LadderRow] = Field(min_length=1, title="Urgent and not acknowledged: asks")

    @model_validator(mode="after")
    def _clocks_run(self) -> Self:
        counted = ("spikes", "spikes_minutes", "feed_stale_seconds", "repeat_reading_minutes")
        faults = [(name, "this must be at least 1") for name in counted if getattr(self, name).value < 1]
        refuse([*faults, *_ladder_faults("amber", self.amber), *_ladder_faults("urgent", self.urgent)])
        return self


def _ladder_faults(name: str, rows: list[LadderRow]) -> Iterator[tuple[str, str]]:
    for number, (before, after) in enumerate(pairwise(rows), start=1):
        if after.after_minutes <= before.after_minutes:
            yield f"{name}.{number}.after_minutes", "each step must come later than the one before"
    if rows[-1].ask != "everyone":
        yield f"{name}.{len(rows) - 1}.ask", "the last step must ask everyone"
