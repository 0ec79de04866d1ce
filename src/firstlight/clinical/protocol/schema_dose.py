"""The part of a protocol file about the drug: what it is, how it is given, how long it takes and how often."""

from typing import Literal, Self

from pydantic import Field, model_validator

from firstlight.clinical.protocol.dose_rules import Drug, GivenBy, Route
from firstlight.clinical.protocol.schema_values import Choice, Count, Minutes, Sourced, Strict
from firstlight.clinical.protocol.sense import refuse

ROUTES: dict[GivenBy, tuple[Route, ...]] = {"rate": ("iv", "sc"), "bolus": ("sc",), "spray": ("nasal",)}


class DrugTable(Strict):
    name: Choice[Drug] = Field(title="Drug")
    route: Choice[Route] = Field(title="Route")
    given_by: Choice[GivenBy] = Field(title="Given by")
    licence: Choice[Literal["off-label", "licensed"]] = Field(title="Licence for this use")

    @model_validator(mode="after")
    def _one_way_in(self) -> Self:
        route, by = self.route.value, self.given_by.value
        faults = []
        if route not in ROUTES[by]:
            faults.append(("given_by", f"the {route} route is not given by {by}"))
        if by == "spray" and self.name.value != "esketamine":
            faults.append(("name", "the spray is esketamine; racemic ketamine has another strength for the same mg"))
        refuse(faults)
        return self


class InfusionTable(Strict):
    minutes: Minutes = Field(title="Planned length of the infusion")

    @model_validator(mode="after")
    def _takes_time(self) -> Self:
        refuse([("minutes", "the infusion must last at least 1 minute")] if self.minutes.value < 1 else [])
        return self


class FrequencyRow(Sourced):
    """`to_week` is left out where it goes on from then."""

    from_week: Count = Field(ge=1)
    to_week: Count | None = Field(None, ge=1)
    sessions: Count = Field(ge=1)
    weeks: Count = Field(ge=1)

    @model_validator(mode="after")
    def _forward(self) -> Self:
        backward = self.to_week is not None and self.to_week < self.from_week
        refuse([("to_week", "this week comes before the first")] if backward else [])
        return self

    def printed(self) -> str:
        each = "a week" if self.weeks == 1 else f"every {self.weeks} weeks"
        return f"{self.sessions} {each}"

    def named(self, title: str) -> str:
        if self.to_week is None:
            return f"Sessions from week {self.from_week}"
        return f"Sessions in weeks {self.from_week} to {self.to_week}"
